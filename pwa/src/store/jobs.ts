/** What a sync has to fetch, file by file, and how each is read, checked and kept. */
import { parse, readDays, readLive, readPlaces, readSlow } from './checks.ts'
import { fetchText } from './fetching.ts'
import { keepLive, keepSlow, type PackEntry } from './halves.ts'
import { type FileName, heldFile, keepFile, keepPack } from './held.ts'
import { markHeld } from './heldOnce.ts'
import { metresToBox, NEAR_M } from './near.ts'
import type { IndexFile, PublishedFile, PublishedPack } from './wire.ts'

export interface Job {
  /** The prefecture's name; '' for what belongs to all of them. */
  name: string
  division: string | null
  /** As they travel, gzip. */
  bytes: number
  /** Resolves to false when what came was not as it should be; then nothing was kept. */
  run: (arrived: (share: number) => void) => Promise<boolean>
}

export interface Plan {
  /** One after another: what lies nearest comes first, and the small table of days travels beside it. */
  stages: Job[][]
  /** The nearest prefecture in no stage whose box begins within so many metres; each is handed out once. */
  farther: (reachM: number) => Job | null
  /** What no list needs. */
  last: Job[]
}

/** Which prefectures to fetch wherever they lie. */
export type Also = (pack: PublishedPack, held: PackEntry | undefined) => boolean

/** The jobs of a sync that begins at `at`, in epoch milliseconds. */
export async function plan(
  index: IndexFile,
  held: PackEntry[],
  here: { lon: number; lat: number } | null,
  also: Also,
  at: number,
  signal: AbortSignal | undefined,
): Promise<Plan> {
  const mine = new Map(held.map((entry) => [entry.division, entry]))
  const packs = index.packs
    .filter((pack) => !isNewest(pack, mine.get(pack.division)))
    .map((pack) => ({ pack, entry: mine.get(pack.division), awayM: here ? metresToBox(here, pack.box) : 0 }))
    .sort((one, other) => one.awayM - other.awayM)
  const isWanted = ({ pack, entry, awayM }: (typeof packs)[number]) =>
    (here !== null && awayM <= NEAR_M) || also(pack, entry)
  const job = ({ pack, entry }: (typeof packs)[number]) => packJob(pack, entry, at, signal)
  const wanted = packs.filter(isWanted).map(job)
  const others = packs.filter((one) => !isWanted(one))
  const days = await fileJobs('days', index.days, readDays, signal)
  return {
    stages: [[...days, ...wanted.slice(0, 1)], ...wanted.slice(1).map((one) => [one])],
    farther: (reachM) =>
      (others[0]?.awayM ?? Number.NaN) <= reachM ? job(others.shift() as (typeof packs)[number]) : null,
    last: await fileJobs('places', index.places, readPlaces, signal),
  }
}

export function isNewest(pack: PublishedPack, entry: PackEntry | undefined): boolean {
  return entry?.slowHash === pack.slow.hash && entry.liveHash === pack.live.hash
}

/** The job of fetching a file of which there is one, or none when the phone has that very file. */
async function fileJobs(
  name: FileName,
  file: PublishedFile,
  read: (file: unknown) => unknown,
  signal: AbortSignal | undefined,
): Promise<Job[]> {
  if ((await heldFile(name))?.path === file.path) return []
  const run: Job['run'] = async (arrived) => {
    const text = await fetchText(file.path, { signal, arrived: (bytes) => arrived(bytes / file.size) })
    if (text === null || read(parse(text)) === null) return false
    await keepFile(name, { path: file.path, text })
    return true
  }
  return [{ name: '', division: null, bytes: file.bytes, run }]
}

function packJob(
  pack: PublishedPack,
  entry: PackEntry | undefined,
  at: number,
  signal: AbortSignal | undefined,
): Job {
  const { division, name, box, slow, live } = pack
  const newSlow = entry?.slowHash !== slow.hash
  const halves = newSlow ? [live, slow] : [live]
  const run: Job['run'] = async (arrived) => {
    const [liveText, slowText] = await fetchAll(halves, arrived, signal)
    const newPack = newSlow ? readSlow(parse(slowText ?? ''), division) : null
    const count = newSlow ? newPack?.n : entry?.count
    const newLive = count === undefined ? null : readLive(parse(liveText ?? ''), count)
    if (count === undefined || newLive === null) return false
    const bytes = slow.bytes + live.bytes
    const publishedAt = Date.parse(newLive.at)
    await keepPack(
      {
        division,
        name,
        box,
        count,
        bytes,
        slowHash: slow.hash,
        liveHash: live.hash,
        publishedAt,
        newestAt: at,
      },
      newPack && keepSlow(newPack, slow.hash),
      keepLive(newLive, division, live.hash),
    )
    markHeld()
    return true
  }
  return { name, division, bytes: halves.reduce((sum, half) => sum + half.bytes, 0), run }
}

/** Fetches files side by side, telling what share of them all has arrived. */
function fetchAll(
  files: PublishedFile[],
  arrived: (share: number) => void,
  signal: AbortSignal | undefined,
): Promise<(string | null)[]> {
  const size = files.reduce((sum, file) => sum + file.size, 0)
  const come = files.map(() => 0)
  return Promise.all(
    files.map((file, index) => {
      const count = (bytes: number) => {
        come[index] = bytes
        arrived(come.reduce((sum, one) => sum + one, 0) / size)
      }
      return fetchText(file.path, { signal, arrived: count })
    }),
  )
}
