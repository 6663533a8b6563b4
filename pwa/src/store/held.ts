/** What the phone holds: reading it, and replacing one prefecture at a time. */
import { database, type KeptFile } from './database.ts'
import type { LiveHalf, PackEntry, SlowHalf } from './halves.ts'

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
  return (await database()).getAll('packs')
}

export async function heldFile(name: FileName): Promise<KeptFile | null> {
  return (await (await database()).get('files', name)) ?? null
}

/**
 * Everything that ranking needs, as of one instant, without the halves that `known` has under the same hash.
 * A phone that starts knows nothing and has no time to ask twice: then all is asked for in one go.
 */
export async function readHeld(known: ReadonlyMap<string, PackEntry> = new Map()): Promise<HeldFiles> {
  const tx = (await database()).transaction(['files', 'packs', 'slow', 'live'])
  const files = tx.objectStore('files')
  const slow = tx.objectStore('slow')
  const live = tx.objectStore('live')
  const all = known.size === 0 ? Promise.all([slow.getAll(), live.getAll()]) : null
  const [index, days, entries, halves] = await Promise.all([
    files.get('index'),
    files.get('days'),
    tx.objectStore('packs').getAll(),
    all,
  ])
  const [slows, lives] = halves ?? [
    await Promise.all(changed(entries, known, 'slowHash').map((division) => slow.get(division))),
    await Promise.all(changed(entries, known, 'liveHash').map((division) => live.get(division))),
  ]
  const packs = entries.map((entry) => ({
    entry,
    slow: slows.find((half) => half?.division === entry.division) ?? null,
    live: lives.find((half) => half?.division === entry.division) ?? null,
  }))
  return { index: index ?? null, days: days ?? null, packs }
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
  await (await database()).put('files', file, name)
}

/** Replaces a prefecture in one transaction, so that the halves that are held always belong together. */
export async function keepPack(entry: PackEntry, slow: SlowHalf | null, live: LiveHalf): Promise<void> {
  const tx = (await database()).transaction(['packs', 'slow', 'live'], 'readwrite')
  const writes: Promise<unknown>[] = [tx.objectStore('packs').put(entry), tx.objectStore('live').put(live)]
  if (slow) writes.push(tx.objectStore('slow').put(slow))
  await Promise.all([...writes, tx.done])
}

export async function dropPack(division: string): Promise<void> {
  const stores = ['packs', 'slow', 'live'] as const
  const tx = (await database()).transaction(stores, 'readwrite')
  await Promise.all([...stores.map((store) => tx.objectStore(store).delete(division)), tx.done])
}
