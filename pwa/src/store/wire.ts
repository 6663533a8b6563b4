/** The files a server publishes under /packs/, as they come over the wire. */

/** West, south, east, north, in WGS-84 degrees. */
export type Box = [west: number, south: number, east: number, north: number]

/** A file's name, and its size as JSON and as gzip. */
export interface PublishedFile {
  path: string
  size: number
  bytes: number
}

export interface PublishedHalf extends PublishedFile {
  hash: string
}

export interface PublishedPack {
  division: string
  name: string
  box: Box
  count: number
  slow: PublishedHalf
  live: PublishedHalf
  /** How to get into the places around, where anybody told of some. */
  scenes?: PublishedHalf
}

/** A prefecture that a phone may fetch, as the phone remembers it. */
export interface OfferedPack {
  division: string
  name: string
  box: Box
  count: number
  /** Of both halves, gzip. */
  bytes: number
  scenes?: PublishedHalf | undefined
}

export interface PublishedName {
  id: string
  zh: string
  en: string
}

export interface IndexFile {
  v: 1
  demo: boolean
  phone: string | null
  /** The filing number (备案编号); an index from before 2026-11-26 lacks it. */
  filing?: string | null
  tiles: { attribution: string } | null
  staleDays: number
  reportHours: number
  families: PublishedName[]
  amenities: (PublishedName & { tier: string })[]
  days: PublishedFile
  places: PublishedFile
  packs: PublishedPack[]
}

export type PublishedSpan = [open: number, close: number]

export interface PublishedHours {
  week: PublishedSpan[][] | null
  holiday: null | 'asWeek' | PublishedSpan[]
  makeup: null | 'asWeek' | number | PublishedSpan[]
  exceptions: {
    from: string
    to: string
    spans: PublishedSpan[] | null
    reason: 'heat' | 'cold' | 'holiday' | 'closed' | 'other' | null
  }[]
  seasons?: { from: string; to: string; week: PublishedSpan[][] }[]
  note: string
}

/** A column in which most rows have nothing: by row number, written as text. */
export type Sparse<T> = Record<string, T>

export interface SlowPack {
  v: 1
  division: string
  n: number
  id: string[]
  lon: number[]
  lat: number[]
  name: string[]
  initials: string[]
  families: string[]
  family: number[]
  familyWords: Sparse<string>
  streets: [division: string, name: string, county: string][]
  street: number[]
  address: string[]
  /** How each character of names, addresses and streets is read here, several ways parted by blanks. */
  spelling?: Record<string, string>
  amenities: string[]
  has: number[]
  amenityNotes: Sparse<Record<string, string>>
  amenityWords: Sparse<string>
  schedules: (PublishedHours | null)[]
  hours: number[]
  /** Since which day hours are as they are, 2026-11-23: of most, and of those of which it is another, '' where nobody knows. */
  hoursDay?: string
  hoursDays?: Sparse<string>
  entries: string[]
  entry: number[]
  entryNote: Sparse<string>
  gateWords: Sparse<string>
  parking: Sparse<string>
  phone: Sparse<string>
  responsible: Sparse<string>
  /** Digests of pictures; a server from before 2026-11-26 lacks them. */
  photos?: Sparse<string[]>
  /** Of which day each of them is, 2026-11-23; a server from before 2026-11-26 does not say. */
  photoDays?: Sparse<string[]>
}

export interface LivePack {
  v: 1
  of: string
  at: string
  base: number
  /** Minutes before; below zero, -2 less the minutes, where something else was posted since. */
  confirmed: (number | null)[]
  out: [row: number, amenity: number, minutesBefore: number][]
  reports: [row: number, kind: string, amenity: number, count: number, minutesBefore: number][]
  /** By their place among the reports: until when, in minutes before, which count holds; the earliest first. */
  fades?: Sparse<[minutesBefore: number, count: number][]>
  /** What stands at a row, then what does once that has ended. */
  states: [row: number, kind: string, sinceMinutesBefore: number, untilMinutesAfter: number | null][]
  /** What the manager says of each, where it comes back after another by row and kind; a server from before 2026-11-26 lacks these, and `fades`. */
  outNotes?: Sparse<Record<string, string>>
  stateNotes?: Sparse<string>
}

export interface DaysFile {
  v: 1
  from: string
  through: string
  days: Record<string, [kind: 'holiday' | 'makeup', name: string]>
}

export interface PlacesFile {
  v: 1
  name: string[]
  initials: string[]
  pinyin: string[]
  within: number[]
  withins: string[]
  level: string[]
  lon: number[]
  lat: number[]
}
