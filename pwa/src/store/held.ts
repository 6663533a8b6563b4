/** What the phone holds: reading it, and replacing one prefecture at a time. */
import { type KeptFile, reading, writing } from './database.ts'
import type { LiveHalf, PackEntry, SlowHalf } from './halves.ts'

const PACK = ['packs', 'slow', 'live'] as const

/**
 * `desk` is what a manager last saw of their stations, and whose desk it is; `visit` what was asked after a visit;
 * `notices` when the inbox was last asked for, and `knock` under which id this phone is knocked for;
 * `consultations` the meetings that were last told, and whose answers stand in them;
 * `shifts` what is scanned with, and whose;
 * `service` what somebody has served, and whose that is;
 * `record` what is recorded of somebody, without who they are, and whose it is;
 * `documents` by what service records are checked without a network;
 * `benefits` what somebody may have and the vouchers that they hold, `counter` by what a counter checks vouchers
 * without a network, and whose these are;
 * `ledgerKey` by which receipts of minutes are checked;
 * `cases` what somebody asked for and the concerns that were opened, and whose they are.
 */
export type FileName =
  | 'index'
  | 'days'
  | 'places'
  | 'offered'
  | 'dropped'
  | 'device'
  | 'desk'
  | 'visit'
  | 'notices'
  | 'knock'
  | 'consultations'
  | 'shifts'
  | 'service'
  | 'ledgerKey'
  | 'record'
  | 'documents'
  | 'benefits'
  | 'counter'
  | 'cases'
  | `scenes ${string}`

export interface HeldHalves {
  entry: PackEntry
  /** Absent where the caller has this very half already. */
  slow: SlowHalf | null
  live: LiveHalf | null
}

export interface HeldFiles {
  index: KeptFile | null
  days: KeptFile | null
  offered: KeptFile | null
  packs: HeldHalves[]
}

export async function heldEntries(): Promise<PackEntry[]> {
  return reading(['packs'], (open) => open('packs').getAll())
}

export async function heldFile(name: FileName): Promise<KeptFile | null> {
  return reading(['files'], async (open) => (await open('files').get(name)) ?? null)
}

/**
 * What ranking needs, as of one instant: the halves of the `wanted` prefectures, without those that
 * `known` has under the same hash.
 */
export function readHeld(
  known: ReadonlyMap<string, PackEntry> = new Map(),
  wanted: (entry: PackEntry) => boolean = () => true,
): Promise<HeldFiles> {
  return reading(['files', ...PACK], async (open) => {
    const [index, days, offered, entries] = await Promise.all([
      open('files').get('index'),
      open('files').get('days'),
      open('files').get('offered'),
      open('packs').getAll(),
    ])
    const asked = entries.filter(wanted)
    const [slows, lives] = await Promise.all([
      Promise.all(changed(asked, known, 'slowHash').map(open('slow').get)),
      Promise.all(changed(asked, known, 'liveHash').map(open('live').get)),
    ])
    const packs = entries.map((entry) => ({
      entry,
      slow: slows.find((half) => half?.division === entry.division) ?? null,
      live: lives.find((half) => half?.division === entry.division) ?? null,
    }))
    return { index: index ?? null, days: days ?? null, offered: offered ?? null, packs }
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

/** Notes of prefectures that nothing newer than what is held was there at `at`, in epoch milliseconds. */
export async function noteNewest(divisions: ReadonlySet<string>, at: number): Promise<void> {
  await writing(['packs'], async (open) => {
    const packs = open('packs')
    for (const entry of await packs.getAll())
      if (divisions.has(entry.division)) await packs.put({ ...entry, newestAt: at })
  })
}

export async function dropPack(division: string): Promise<void> {
  await writing(PACK, (open) => Promise.all(PACK.map((name) => open(name).delete(division))))
}
