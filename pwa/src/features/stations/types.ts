/** What the screens know of a station: the shapes between the phone's memory and the pages. */
import type { ReportKind } from '../../store/reports.ts'

/** Minutes after a day's midnight; `close` above 1440 runs into the next day. */
export type Span = [open: number, close: number]

export interface HoursException {
  from: string
  to: string
  spans: Span[] | null
  reason: 'heat' | 'cold' | 'holiday' | 'closed' | 'other' | null
}

/** Another week from one day of every year ("05-01") through another, over New Year if earlier. */
export interface Season {
  from: string
  to: string
  week: Span[][]
}

/** A weekly schedule, Monday first, with what changes it; null anywhere means that nobody said. */
export interface OpeningHours {
  week: Span[][] | null
  holiday: null | 'asWeek' | Span[]
  makeup: null | 'asWeek' | number | Span[]
  exceptions: HoursException[]
  /** The first that contains a date takes the place of `week`; packs from before seasons have none. */
  seasons?: Season[]
  note: string
}

export type State = 'open' | 'closed' | 'unknown'

/** What the schedule says at an instant, and when it next says something else (within 14 days). */
export interface Answer {
  state: State
  until: Date | null
  then: State | null
}

/** Public holidays and make-up workdays; outside `from`–`through` nobody knows yet. */
export interface SpecialDays {
  from: string
  through: string
  days: Record<string, 'holiday' | 'makeup'>
}

export type Entry = 'unknown' | 'walk_in' | 'scan' | 'ask' | 'register'

export interface AmenityHere {
  id: string
  note: string
  /** Out of order since then; null while it works as far as anybody said. */
  outSince: Date | null
  /** What the manager says of that. */
  outNote: string
}

export type { ReportKind }

export interface ReportHere {
  kind: ReportKind
  amenity: string | null
  count: number
  lastAt: Date
  /** Whether this phone says so too, which no pack knows yet. */
  you?: 'also' | 'only'
}

export interface PhotoHere {
  digest: string
  /** Of which day it is, 2026-11-23 in Shanghai; '' where nobody said. */
  day: string
}

export interface LiveState {
  kind: 'full' | 'power_cut' | 'closed'
  since: Date
  until: Date | null
  /** What the manager says of it. */
  note: string
}

export interface Station {
  id: string
  name: string
  family: string
  /** The source's own words when no family of ours fits. */
  familyWords: string
  address: string
  street: string
  county: string
  prefecture: string
  /** WGS-84 degrees. */
  lon: number
  lat: number
  amenities: AmenityHere[]
  /** What it offers besides, in its source's own words. */
  amenityWords: string
  hours: OpeningHours | null
  /** Since which day they are so, 2026-11-23 in Shanghai; '' where nobody knows. */
  hoursSince: string
  entry: Entry
  entryNote: string
  gateWords: string
  parking: string
  phone: string
  responsible: string
  /** False when no live pack fits: confirmation and reports are then not known, rather than absent. */
  liveKnown: boolean
  confirmedAt: Date | null
  /** The last confirmation where something else was posted since; it still answers who doubted. */
  clearedAt: Date | null
  reports: ReportHere[]
  liveState: LiveState | null
  /** The latest first. */
  photos: PhotoHere[]
}

/** A place that somebody may be led to. */
export type Destination = Pick<
  Station,
  'name' | 'lon' | 'lat' | 'address' | 'street' | 'county' | 'prefecture'
> & { id?: string }

/** Where the person is, or said to be. It never leaves the phone. */
export interface Here {
  lon: number
  lat: number
  /** Metres, where a receiver said so. */
  accuracyM: number | null
  /** The name of the place that was chosen; null for a receiver's fix. */
  place: string | null
}

export interface Wish {
  open: boolean
  /** Judge "open" at this instant rather than now. */
  at: Date | null
  /** Minutes on the way: open when I arrive. */
  travelMinutes: number
  /** Open at some time between 22:00 and 06:00 of the coming night. */
  night: boolean
  amenities: string[]
  families: string[]
  /** No app and no registration needed: walk in. */
  walkIn: boolean
  ebikeParking: boolean
  withinM: number | null
}

export interface Row {
  station: Station
  distanceM: number
  bearingDeg: number
  opening: Answer
}

export interface Place {
  name: string
  within: string
  lon: number
  lat: number
}

export interface NamedThing {
  id: string
  zh: string
  en: string
}

export interface Amenity extends NamedThing {
  tier: 'basic' | 'extended' | 'driver'
}

/** What the index says of the whole service. */
export interface Service {
  demo: boolean
  phone: string | null
  filing?: string | null
  tiles: { attribution: string } | null
  staleDays: number
  reportHours: number
  families: NamedThing[]
  amenities: Amenity[]
}

export interface HeldPack {
  division: string
  name: string
  count: number
  bytes: number
  /** When it was last known to be the newest; the age that is printed. */
  asOf: Date
}
