/**
 * Bringing the phone's packs up to date.
 *
 * The server learns the names of the packs that are fetched and nothing else: where the rider is decides,
 * here on the phone, which those are.
 */
import { parse, readIndex } from './checks.ts'
import { fetchText, Offline } from './fetching.ts'
import type { PackEntry } from './halves.ts'
import { dropPack, heldEntries, heldFile, keepFile } from './held.ts'
import { type Job, plan } from './jobs.ts'
import type { IndexFile } from './wire.ts'

export interface SyncOptions {
  /** Bytes as they travel (gzip), and the prefecture they belong to ('' for the files of all). */
  progress?: (doneBytes: number, totalBytes: number, name: string) => void
  /** A prefecture has come and can be loaded: a first visit need not wait for the rest. */
  kept?: (name: string) => void
  signal?: AbortSignal
}

export interface Synced {
  /** False when the network was not there or broke off; what had been committed stays. */
  online: boolean
  /** True when there is something new to `load()`. */
  changed: boolean
  /** The server publishes in a way that only a newer app reads; what is held stays. */
  tooNew?: true
  /** Prefectures (division codes) whose new pack was not as it should be; the held one stays. */
  refused: string[]
}

/**
 * Fetches what changed: the special days, every prefecture whose box lies within 20 km of `here`, those that are
 * held already, and the places. Nearest first; with `here` null only what is held.
 * Rejects with the signal's reason when it is aborted; no prefecture is ever left half replaced.
 */
export async function sync(
  here: { lon: number; lat: number } | null,
  options: SyncOptions = {},
): Promise<Synced> {
  const result: Synced = { online: true, changed: false, refused: [] }
  try {
    const read = readIndex(
      parse((await fetchText('index.json', { cache: 'no-cache', signal: options.signal })) ?? ''),
    )
    if (read === 'tooNew') return { ...result, tooNew: true }
    // A hotel's or a station's sign-in page answers everything with itself: that is not our server.
    if (read === null) return { ...result, online: false }
    result.refused = read.odd
    const held = await heldEntries()
    result.changed = await keepFacts(read.index)
    if (read.odd.length === 0) result.changed = (await dropWithdrawn(held, read.index)) || result.changed
    await runAll(await plan(read.index, held, here, options.signal), options, result)
  } catch (failure) {
    if (!(failure instanceof Offline)) throw failure
    result.online = false
  }
  return result
}

async function runAll(stages: Job[][], { progress, kept }: SyncOptions, result: Synced): Promise<void> {
  const total = stages.flat().reduce((sum, job) => sum + job.bytes, 0)
  const shares = new Map<Job, number>()
  const tell = (job: Job, share: number) => {
    shares.set(job, Math.min(share, 1))
    const done = [...shares].reduce((sum, [one, part]) => sum + one.bytes * part, 0)
    progress?.(Math.round(done), total, job.name)
  }
  const run = async (job: Job) => {
    tell(job, 0)
    const good = await job.run((share) => tell(job, share))
    tell(job, 1)
    if (good) result.changed = true
    else if (job.division) result.refused.push(job.division)
    if (good && job.division) kept?.(job.name)
  }
  for (const stage of stages) {
    // All of a stage is over, one way or the other, before anything is said of it.
    const ends = await Promise.allSettled(stage.map(run))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
}

/** Keeps what the index says of the whole service, leaving out what changes with every publication. */
async function keepFacts(index: IndexFile): Promise<boolean> {
  const { packs: _packs, days: _days, places: _places, ...facts } = index
  const text = JSON.stringify(facts)
  if ((await heldFile('index'))?.text === text) return false
  await keepFile('index', { path: 'index.json', text })
  return true
}

/** A prefecture that an index with others in it no longer names has no stations any more. */
async function dropWithdrawn(held: PackEntry[], index: IndexFile): Promise<boolean> {
  if (index.packs.length === 0) return false
  const gone = held.filter((entry) => !index.packs.some((pack) => pack.division === entry.division))
  for (const entry of gone) await dropPack(entry.division)
  return gone.length > 0
}
