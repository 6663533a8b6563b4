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
 * Everything that ranking needs, as of one instant, without the halves that `known` already has.
 * `known` is asked with a hash: a hash names a content, so the same one is never read twice.
 */
export async function readHeld(known: (division: string, hash: string) => boolean): Promise<HeldFiles> {
  const tx = (await database()).transaction(['files', 'packs', 'slow', 'live'])
  const files = tx.objectStore('files')
  const [index, days, entries] = await Promise.all([
    files.get('index'),
    files.get('days'),
    tx.objectStore('packs').getAll(),
  ])
  const packs = await Promise.all(
    entries.map(async (entry) => {
      const [slow, live] = await Promise.all([
        known(entry.division, entry.slowHash) ? null : tx.objectStore('slow').get(entry.division),
        known(entry.division, entry.liveHash) ? null : tx.objectStore('live').get(entry.division),
      ])
      return { entry, slow: slow ?? null, live: live ?? null }
    }),
  )
  return { index: index ?? null, days: days ?? null, packs }
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
