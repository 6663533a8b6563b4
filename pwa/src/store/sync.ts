/**
 * Bringing the phone's packs up to date.
 *
 * The server learns the names of the packs that are fetched and nothing else: where the rider is decides,
 * here on the phone, which those are.
 */
import { parse, readDays, readIndex, readLive, readPlaces, readSlow } from './checks.ts'
import { fetchText, Offline } from './fetching.ts'
import { keepLive, keepSlow, type PackEntry } from './halves.ts'
import { dropPack, type FileName, heldEntries, heldFile, keepFile, keepPack } from './held.ts'
import { metresToBox, NEAR_M } from './near.ts'
import { markHeld } from './storage.ts'
import type { IndexFile, PublishedFile, PublishedPack } from './wire.ts'

export interface SyncOptions {
  /** Bytes as they travel (gzip), and the prefecture they belong to ('' for the files of all). */
  progress?: (doneBytes: number, totalBytes: number, name: string) => void
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

interface Job {
  name: string
  bytes: number
  /** Resolves to whether something was committed; null when it was refused. */
  run: (arrived: (share: number) => void) => Promise<boolean | null>
  division?: string
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

async function runAll(jobs: Job[], { progress }: SyncOptions, result: Synced): Promise<void> {
  const total = jobs.reduce((sum, job) => sum + job.bytes, 0)
  let before = 0
  for (const job of jobs) {
    progress?.(before, total, job.name)
    const done = await job.run((share) =>
      progress?.(before + Math.round(job.bytes * Math.min(share, 1)), total, job.name),
    )
    if (done === null && job.division) result.refused.push(job.division)
    if (done) result.changed = true
    before += job.bytes
    progress?.(before, total, job.name)
  }
}

async function plan(
  index: IndexFile,
  held: PackEntry[],
  here: { lon: number; lat: number } | null,
  signal: AbortSignal | undefined,
): Promise<Job[]> {
  const jobs: Job[] = []
  if ((await heldFile('days'))?.path !== index.days.path)
    jobs.push(fileJob('days', index.days, readDays, signal))
  const away = (pack: PublishedPack) => (here ? metresToBox(here, pack.box) : 0)
  const mine = new Map(held.map((entry) => [entry.division, entry]))
  const wanted = index.packs.filter(
    (pack) => mine.has(pack.division) || (here !== null && away(pack) <= NEAR_M),
  )
  for (const pack of wanted.sort((one, other) => away(one) - away(other))) {
    const entry = mine.get(pack.division)
    if (entry?.slowHash !== pack.slow.hash || entry.liveHash !== pack.live.hash)
      jobs.push(packJob(pack, entry, signal))
  }
  if ((await heldFile('places'))?.path !== index.places.path)
    jobs.push(fileJob('places', index.places, readPlaces, signal))
  return jobs
}

function fileJob(
  name: FileName,
  file: PublishedFile,
  read: (file: unknown) => unknown,
  signal: AbortSignal | undefined,
): Job {
  return {
    name: '',
    bytes: file.bytes,
    async run(arrived) {
      const text = await fetchText(file.path, { signal, arrived: (bytes) => arrived(bytes / file.size) })
      if (text === null || read(parse(text)) === null) return null
      await keepFile(name, { path: file.path, text })
      return true
    },
  }
}

function packJob(pack: PublishedPack, entry: PackEntry | undefined, signal: AbortSignal | undefined): Job {
  const { division, name, box, slow, live } = pack
  const newSlow = entry?.slowHash !== slow.hash
  const size = (newSlow ? slow.size : 0) + live.size
  return {
    name,
    division,
    bytes: (newSlow ? slow.bytes : 0) + live.bytes,
    async run(arrived) {
      const slowText = newSlow
        ? await fetchText(slow.path, { signal, arrived: (bytes) => arrived(bytes / size) })
        : null
      const liveText = await fetchText(live.path, {
        signal,
        arrived: (bytes) => arrived((size - live.size + bytes) / size),
      })
      const newPack = newSlow ? readSlow(parse(slowText ?? ''), division) : null
      const count = newSlow ? newPack?.n : entry?.count
      const newLive = count === undefined ? null : readLive(parse(liveText ?? ''), count)
      if (count === undefined || newLive === null) return null
      const publishedAt = Date.parse(newLive.at)
      const bytes = slow.bytes + live.bytes
      await keepPack(
        { division, name, box, count, bytes, slowHash: slow.hash, liveHash: live.hash, publishedAt },
        newPack && keepSlow(newPack, slow.hash),
        keepLive(newLive, division, live.hash),
      )
      markHeld()
      return true
    },
  }
}

/** Keeps what the index says of the whole service, leaving out what changes with every publication. */
async function keepFacts(index: IndexFile): Promise<boolean> {
  const { at: _at, packs: _packs, days: _days, places: _places, ...facts } = index
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
