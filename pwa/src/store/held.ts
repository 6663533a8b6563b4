/** What the phone holds: reading it, and replacing one prefecture at a time. */
import { type KeptFile, reading, writing } from './database.ts'
import type { LiveHalf, PackEntry, SlowHalf } from './halves.ts'

const PACK = ['packs', 'slow', 'live'] as const

export type FileName = 'index' | 'days' | 'places'

export interface HeldHalves {
  entry: PackEntry
  /** Absent where the caller has this very half already. */
  slow: SlowHalf | null
  live: LiveHalf | null
}

export interface HeldFiles {
  index: KeptFile | null
  days: KeptFile | null
  packs: HeldHalves[]
}

export async function heldEntries(): Promise<PackEntry[]> {
  return reading(['packs'], (open) => open('packs').getAll())
}

export async function heldFile(name: FileName): Promise<KeptFile | null> {
  return reading(['files'], async (open) => (await open('files').get(name)) ?? null)
}

/**
 * Everything that ranking needs, as of one instant, without the halves that `known` has under the same hash.
 * A phone that starts knows nothing and has no time to ask twice: then all is asked for in one go.
 */
export function readHeld(known: ReadonlyMap<string, PackEntry> = new Map()): Promise<HeldFiles> {
  return reading(['files', ...PACK], async (open) => {
    const slow = open('slow')
    const live = open('live')
    const [index, days, entries, all] = await Promise.all([
      open('files').get('index'),
      open('files').get('days'),
      open('packs').getAll(),
      known.size === 0 ? Promise.all([slow.getAll(), live.getAll()]) : null,
    ])
    const [slows, lives] = all ?? [
      await Promise.all(changed(entries, known, 'slowHash').map(slow.get)),
      await Promise.all(changed(entries, known, 'liveHash').map(live.get)),
    ]
    const packs = entries.map((entry) => ({
      entry,
      slow: slows.find((half) => half?.division === entry.division) ?? null,
      live: lives.find((half) => half?.division === entry.division) ?? null,
    }))
    return { index: index ?? null, days: days ?? null, packs }
  })
}

function changed(
  entries: PackEntry[],
  known: ReadonlyMap<string, PackEntry>,
  hash: 'slowHash' | 'liveHash',
): string[] {
  return entries
    .filter((entry) => known.get(entry.division)?.[hash] !== entry[hash])
    .map(({ division }) => division)
}

export async function keepFile(name: FileName, file: KeptFile): Promise<void> {
  await writing(['files'], (open) => open('files').put(file, name))
}

/** Replaces a prefecture in one transaction, so that the halves that are held always belong together. */
export async function keepPack(entry: PackEntry, slow: SlowHalf | null, live: LiveHalf): Promise<void> {
  await writing(PACK, (open) =>
    Promise.all([open('packs').put(entry), open('live').put(live), slow && open('slow').put(slow)]),
  )
}

export async function dropPack(division: string): Promise<void> {
  await writing(PACK, (open) => Promise.all(PACK.map((name) => open(name).delete(division))))
}
