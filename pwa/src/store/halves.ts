/**
 * A prefecture's pack as the phone holds it: the slow half, the live half, and an entry that says what is held.
 *
 * What ranking reads lies in typed arrays, which IndexedDB hands back as a copy of memory; what only the rows
 * on the screen need lies in small JSON texts that are parsed one by one. Reading 12,000 stations this way took
 * half as long as reading them as objects, and a third of parsing the pack as it came.
 */
import type { Box, LivePack, PublishedHours, SlowPack, Sparse } from './wire.ts'

/** How many stations share one text of words. */
export const BLOCK = 64

export interface PackEntry {
  division: string
  name: string
  box: Box
  count: number
  /** What the two halves weighed on the way here, gzip. */
  bytes: number
  slowHash: string
  liveHash: string
  /** When the live half was published, in epoch milliseconds. */
  publishedAt: number
  /** When the server last said that there is nothing newer, by this phone's clock; absent in what was kept before it was noted. */
  newestAt?: number
}

export interface SlowHalf {
  division: string
  hash: string
  n: number
  /** All ids one after another, eight characters each. */
  ids: string
  /** WGS-84 microdegrees. */
  lon: Int32Array
  lat: Int32Array
  /** Bit k: the amenity k of the tables, for the first 32. */
  has: Uint32Array
  /** The amenities from the 33rd on, where a prefecture knows so many. */
  hasMore: Uint32Array | null
  family: Uint32Array
  street: Uint32Array
  hours: Uint32Array
  entry: Uint32Array
  /** 1 where somebody said where an e-bike may stand. */
  parks: Uint8Array
  /** JSON of how characters are read, for search alone. */
  spelling?: string
  /** JSON of `Tables`. */
  tables: string
  /** JSON of `Words` as UTF-8, one for each `BLOCK` stations, one after another. */
  words: Uint8Array
  /** Where each of them begins, and where the last one ends. */
  starts: Uint32Array
}

/** What the numbers in the columns point at. */
export interface Tables {
  families: string[]
  streets: [division: string, name: string, county: string][]
  amenities: string[]
  schedules: (PublishedHours | null)[]
  entries: string[]
  /** Absent from what an earlier version kept. */
  hoursDay?: string
}

/** The words of up to `BLOCK` stations; sparse columns count rows from the block's first. */
export interface Words {
  name: string[]
  initials: string[]
  address: string[]
  familyWords: Sparse<string>
  amenityNotes: Sparse<Record<string, string>>
  /** Absent from what an earlier version kept. */
  amenityWords?: Sparse<string>
  entryNote: Sparse<string>
  gateWords: Sparse<string>
  parking: Sparse<string>
  phone: Sparse<string>
  responsible: Sparse<string>
  /** As `amenityWords`. */
  photos?: Sparse<string[]>
  photoDays?: Sparse<string[]>
  hoursDays?: Sparse<string>
}

export interface LiveHalf {
  division: string
  hash: string
  /** The slow half it is aligned with, row by row. */
  of: string
  base: number
  /** As the pack has them; -1 where nobody ever confirmed. */
  confirmed: Int32Array
  out: LivePack['out']
  reports: LivePack['reports']
  states: LivePack['states']
  /** Absent from what an earlier version kept, as the notes are. */
  fades?: NonNullable<LivePack['fades']>
  outNotes?: Sparse<Record<string, string>>
  stateNotes?: Sparse<string>
}

const SPARSE = [
  'familyWords',
  'amenityNotes',
  'amenityWords',
  'entryNote',
  'gateWords',
  'parking',
  'phone',
  'responsible',
  'photos',
  'photoDays',
  'hoursDays',
] as const

export function keepSlow(pack: SlowPack, hash: string): SlowHalf {
  const { families, streets, amenities, schedules, entries, hoursDay = '' } = pack
  const tables: Tables = { families, streets, amenities, schedules, entries, hoursDay }
  return {
    division: pack.division,
    hash,
    n: pack.n,
    ids: pack.id.join(''),
    lon: Int32Array.from(pack.lon),
    lat: Int32Array.from(pack.lat),
    has: Uint32Array.from(pack.has, (bits) => bits % 2 ** 32),
    hasMore: amenities.length > 32 ? Uint32Array.from(pack.has, (bits) => Math.floor(bits / 2 ** 32)) : null,
    family: Uint32Array.from(pack.family),
    street: Uint32Array.from(pack.street),
    hours: Uint32Array.from(pack.hours),
    entry: Uint32Array.from(pack.entry),
    parks: Uint8Array.from({ length: pack.n }, (_, row) => (pack.parking[row] ? 1 : 0)),
    ...(pack.spelling && { spelling: JSON.stringify(pack.spelling) }),
    tables: JSON.stringify(tables),
    ...keepWords(pack),
  }
}

function keepWords(pack: SlowPack): Pick<SlowHalf, 'words' | 'starts'> {
  const encoder = new TextEncoder()
  const blocks = Array.from({ length: Math.ceil(pack.n / BLOCK) }, (_, block) =>
    encoder.encode(JSON.stringify(wordsOf(pack, block * BLOCK))),
  )
  const starts = new Uint32Array(blocks.length + 1)
  for (const [block, bytes] of blocks.entries()) starts[block + 1] = (starts[block] ?? 0) + bytes.length
  const words = new Uint8Array(starts.at(-1) ?? 0)
  for (const [block, bytes] of blocks.entries()) words.set(bytes, starts[block])
  return { words, starts }
}

export function keepLive(pack: LivePack, division: string, hash: string): LiveHalf {
  const { of, base, out, reports, fades = {}, states, outNotes = {}, stateNotes = {} } = pack
  return {
    division,
    hash,
    of,
    base,
    out,
    reports,
    fades,
    states,
    outNotes,
    stateNotes,
    confirmed: Int32Array.from(pack.confirmed, (ago) => ago ?? -1),
  }
}

function wordsOf(pack: SlowPack, first: number): Words {
  const end = Math.min(first + BLOCK, pack.n)
  const sparse = SPARSE.map((column) => {
    const here: Sparse<unknown> = {}
    for (let row = first; row < end; row++) {
      const said = pack[column]?.[row]
      if (said !== undefined) here[row - first] = said
    }
    return [column, here]
  })
  return {
    name: pack.name.slice(first, end),
    initials: pack.initials.slice(first, end),
    address: pack.address.slice(first, end),
    ...(Object.fromEntries(sparse) as Pick<Words, (typeof SPARSE)[number]>),
  }
}
