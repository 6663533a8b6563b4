/**
 * Bringing the phone's packs up to date.
 *
 * The server learns the names of the packs that are fetched and nothing else: where the rider is decides,
 * here on the phone, which those are.
 */
import { parse, readIndex } from './checks.ts'
import { fetchText, Offline } from './fetching.ts'
import type { PackEntry } from './halves.ts'
import { dropPack, type FileName, heldEntries, heldFile, keepFile, noteNewest } from './held.ts'
import { type Also, isNewest, type Job, plan } from './jobs.ts'
import type { IndexFile, OfferedPack } from './wire.ts'

export interface SyncOptions {
  /** Bytes as they travel (gzip), and the prefecture they belong to ('' for the files of all). */
  progress?: (doneBytes: number, totalBytes: number, name: string) => void
  /** A prefecture has come and can be loaded: a first visit need not wait for the rest. */
  kept?: (name: string) => void
  /** How far from `here`, in metres, a prefecture could still change the answer; asked again after each that came. */
  reach?: () => Promise<number>
  /** Prefectures to fetch wherever they lie; without `here` and without this, those that are held. */
  also?: Also
  signal?: AbortSignal
}

export interface Synced {
  /** False when the network was not there or broke off; what had been committed stays. */
  online: boolean
  /** True when there is something new to `load()`. */
  changed: boolean
  /** The server publishes in a way that only a newer app reads; what is held stays. */
  tooNew?: true
  /** The server has no stations to give. */
  empty?: true
  /** Prefectures (division codes) whose new pack was not as it should be; the held one stays. */
  refused: string[]
}

/**
 * Fetches what changed, nearest first: the special days, every prefecture whose box lies within 20 km of `here`
 * or within `reach`, and `also` what else is asked for; the places come last.
 * Rejects with the signal's reason when it is aborted; no prefecture is ever left half replaced.
 */
export async function sync(
  here: { lon: number; lat: number } | null,
  options: SyncOptions = {},
): Promise<Synced> {
  const result: Synced = { online: true, changed: false, refused: [] }
  const { signal, reach, also = (_, entry) => !here && entry !== undefined } = options
  try {
    const text = await fetchText('index.json', { cache: 'no-cache', signal })
    // Our server answers so before anything was ever published.
    if (text === null) return { ...result, empty: true }
    const read = readIndex(parse(text))
    if (read === 'tooNew') return { ...result, tooNew: true }
    // A hotel's or a station's sign-in page answers everything with itself: that is not our server.
    if (read === null) return { ...result, online: false }
    const { index } = read
    const at = Date.now()
    if (index.packs.length + read.odd.length === 0) result.empty = true
    result.refused = read.odd
    const held = await heldEntries()
    const mine = new Map(held.map((entry) => [entry.division, entry]))
    const newest = index.packs.filter((pack) => isNewest(pack, mine.get(pack.division)))
    await noteNewest(new Set(newest.map(({ division }) => division)), at)
    result.changed = await keepFacts(index)
    if (read.odd.length === 0) {
      await keepOffered(index, at)
      result.changed = (await dropWithdrawn(held, index)) || result.changed
    }
    const { stages, farther, last } = await plan(index, held, here, also, at, signal)
    const run = runner([...stages.flat(), ...last], options, result)
    for (const stage of stages) await run(stage)
    while (here && reach) {
      const job = farther(await reach())
      if (job === null) break
      await run([job])
    }
    await run(last)
  } catch (failure) {
    if (!(failure instanceof Offline)) throw failure
    result.online = false
  }
  return result
}

/** Runs jobs side by side, telling how much of all that is known to be needed has come. */
function runner(planned: Job[], { progress, kept }: SyncOptions, result: Synced) {
  const known = new Set(planned)
  const shares = new Map<Job, number>()
  const tell = (job: Job, share: number) => {
    shares.set(job, Math.min(share, 1))
    const total = [...known].reduce((sum, one) => sum + one.bytes, 0)
    const done = [...shares].reduce((sum, [one, part]) => sum + one.bytes * part, 0)
    progress?.(Math.round(done), total, job.name)
  }
  const run = async (job: Job) => {
    known.add(job)
    tell(job, 0)
    const good = await job.run((share) => tell(job, share))
    tell(job, 1)
    if (good) result.changed = true
    else if (job.division) result.refused.push(job.division)
    if (good && job.division) kept?.(job.name)
  }
  return async (stage: Job[]): Promise<void> => {
    // All of a stage is over, one way or the other, before anything is said of it.
    const ends = await Promise.allSettled(stage.map(run))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
}

/** Keeps what the index says of the whole service, leaving out what changes with every publication. */
async function keepFacts(index: IndexFile): Promise<boolean> {
  const { packs: _packs, days: _days, places: _places, ...facts } = index
  return keepText('index', JSON.stringify(facts))
}

/** Keeps which prefectures there are, and when that was told, so that a phone without a network knows what it lacks. */
async function keepOffered({ packs }: IndexFile, at: number): Promise<void> {
  const offered = packs.map(({ division, name, box, count, slow, live, scenes }): OfferedPack => {
    return { division, name, box, count, bytes: slow.bytes + live.bytes, scenes }
  })
  await keepFile('offered', { path: 'index.json', text: JSON.stringify(offered), newestAt: at })
}

async function keepText(name: FileName, text: string): Promise<boolean> {
  if ((await heldFile(name))?.text === text) return false
  await keepFile(name, { path: 'index.json', text })
  return true
}

/** A prefecture that an index with others in it no longer names has no stations any more. */
async function dropWithdrawn(held: PackEntry[], index: IndexFile): Promise<boolean> {
  if (index.packs.length === 0) return false
  const gone = held.filter((entry) => !index.packs.some((pack) => pack.division === entry.division))
  for (const entry of gone) await dropPack(entry.division)
  return gone.length > 0
}
