/** What a manager sees of their stations: what the server told last, and over it what was said here since. */
import type { components } from '../../../api/schema.d.ts'
import { dayNumber } from '../../../i18n/format.ts'
import type { Write } from '../../../store/outbox.ts'
import type { LiveState, OpeningHours, Station } from '../types.ts'

export type DeskStation = components['schemas']['DeskStation']
export type OpenReport = components['schemas']['OpenReport']
export type AnsweredReport = components['schemas']['AnsweredReport']
export type ReportKind = OpenReport['kind']
export type AnswerKind = 'fixed' | 'untrue' | 'seen' | 'out'

/** As it is kept on the phone. */
export interface Seen {
  /** When it was asked for: what was sent later is not in it. */
  at: number
  items: DeskStation[]
  /** The reports that wait, by station. */
  reports: Record<string, OpenReport[]>
}

export interface Kept extends Station {
  /** Whose word the last confirmation is, where somebody with an account gave it. */
  confirmedBy: DeskStation['confirmedBy']
  /** The key of that confirmation, where it may be taken back here. */
  ownConfirmation: string | null
  /** The last confirmation is being taken back, and nobody knows here which one then counts. */
  takenBack: boolean
  /** By amenity, the key of what was said of it last, where it may be taken back here. */
  ownAmenities: Record<string, string>
  /** The same of what was said last of the station just now. */
  ownState: string | null
  /** Of which amenities that is being taken back, and of the station itself; what then holds, nobody knows here. */
  unsaid: { amenities: string[]; state: boolean }
  /** Independent riders found it locked since somebody confirmed. */
  doubted: boolean
  /** Whether whoever looks may close it for good. */
  closes: boolean
  /** What riders said and nobody has answered, the same things together. */
  waiting: ReportGroup[]
  /** How many riders' photos nobody has looked at. */
  photosWaiting: number
  /** A list says otherwise, and nobody has decided. */
  disputed: boolean
  /** Whoever only looks says nothing here. */
  keeps: boolean
}

export interface ReportGroup {
  kind: ReportKind
  amenity: string | null
  keys: string[]
  lastAt: Date
  notes: string[]
  /** The ids of photos. */
  photos: string[]
}

export type Standing = components['schemas']['ConfirmationStanding']

/** The kinds of writes that are shown as done before the server has heard of them. */
export const KINDS = [
  'station_confirmation',
  'station_amenity',
  'station_state',
  'station_hours',
  'station_photo',
  'report_answer',
] as const

export interface AmenityBody {
  works: boolean
  at: string
  /** What waits since before it was shown has none. */
  note?: string
  /** Since which day in Shanghai it is out, where that was said besides. */
  since?: string | null
}
export interface StateBody {
  kind: LiveState['kind'] | 'none'
  at: string
  until: string | null
  note?: string
}

export interface HoursBody {
  hours: OpeningHours
  /** What they were set over. */
  seen: { hours: OpeningHours | null }
}

/** What was said after `seenAt`, the oldest first: it waits, or was sent since. A refused write is as not said. */
export function saidSince(writes: Write[], seenAt: number): Write[] {
  return writes.filter(
    ({ kind, state, sentAt }) =>
      KINDS.some((one) => one === kind) && (state === 'waiting' || (sentAt !== null && sentAt >= seenAt)),
  )
}

/** `bodyOf` knows what a write said even after it was sent, when the outbox has let go of it. */
export function shown(
  station: DeskStation,
  reports: OpenReport[],
  writes: Write[],
  bodyOf: (write: Write) => unknown,
): Kept {
  const kept = opened(station)
  const answered = new Set<string>()
  const decided = new Set<string>()
  const back = takenBackIn(writes)
  if (kept.ownConfirmation && back.has(kept.ownConfirmation)) unconfirm(kept)
  unsay(kept, back)
  for (const write of writes) {
    const [, , kind, id, part, third = ''] = write.path.split('/')
    if (kind === 'reports') answered.add(id ?? '')
    if (kind !== 'stations' || id !== station.id) continue
    if (part === 'photos') decided.add(third)
    const counts = write.method === 'PUT' && !back.has(third) && standingOf(write)?.counts !== false
    if (part === 'confirmations' && counts && write.writtenAt >= (kept.confirmedAt?.getTime() ?? 0)) {
      kept.confirmedAt = new Date(write.writtenAt)
      kept.confirmedBy = 'you'
      kept.ownConfirmation = third
      kept.takenBack = false
      kept.doubted = false
    }
    const key = write.path.slice(write.path.lastIndexOf('/') + 1)
    const body = back.has(key) ? null : bodyOf(write)
    if (body) lay(kept, part, third, body, key)
  }
  kept.photosWaiting = Math.max(0, kept.photosWaiting - decided.size)
  kept.waiting = grouped(reports.filter(({ key }) => !answered.has(key)))
  return kept
}

/** The keys of what is taken back. */
export function takenBackIn(writes: Write[]): Set<string> {
  return new Set(writes.flatMap(({ of, state }) => (of?.back && state !== 'refused' ? [of.back] : [])))
}

function unconfirm(kept: Kept): void {
  kept.confirmedAt = null
  kept.confirmedBy = null
  kept.ownConfirmation = null
  kept.takenBack = true
}

function unsay(kept: Kept, back: Set<string>): void {
  for (const [amenity, key] of Object.entries(kept.ownAmenities)) {
    if (!back.has(key)) continue
    delete kept.ownAmenities[amenity]
    kept.unsaid.amenities.push(amenity)
  }
  if (kept.ownState === null || !back.has(kept.ownState)) return
  kept.ownState = null
  kept.unsaid.state = true
}

/** Which confirmation the server said counts, once one made here has arrived. */
export function standingOf({ kind, answer }: Pick<Write, 'kind' | 'answer'>): Standing | null {
  if (kind !== 'station_confirmation') return null
  return (answer as Standing | null | undefined) ?? null
}

/** What a write about a station said, over what is there; one without a part is about its facts. */
function lay(kept: Kept, part: string | undefined, amenity: string, body: unknown, key: string): void {
  if (part === undefined) {
    kept.hours = (body as HoursBody).hours
    // What was confirmed before was other hours.
    kept.confirmedAt = null
  }
  if (part === 'states') {
    kept.liveState = stateOf(body as StateBody)
    kept.ownState = key
    kept.unsaid.state = false
  }
  if (part === 'amenities') {
    setAmenity(kept, amenity, body as AmenityBody)
    kept.ownAmenities[amenity] = key
    kept.unsaid.amenities = kept.unsaid.amenities.filter((one) => one !== amenity)
  }
}

function opened(station: DeskStation): Kept {
  const at = (text: string | null) => (text === null ? null : new Date(text))
  const { liveState } = station
  return {
    ...station,
    family: 'other',
    familyWords: '',
    street: '',
    county: '',
    prefecture: '',
    amenityWords: '',
    responsible: '',
    // The document calls fields with a default optional; the server always sends them.
    hours: station.hours as OpeningHours | null,
    amenities: station.amenities.map((amenity) => ({ ...amenity, outSince: at(amenity.outSince) })),
    hoursSince: '',
    reports: [],
    photos: [],
    liveKnown: true,
    liveState: liveState && { ...liveState, since: new Date(liveState.since), until: at(liveState.until) },
    confirmedAt: at(station.confirmedAt),
    clearedAt: null,
    takenBack: false,
    // What was kept by an app of before says nothing of it.
    ownAmenities: { ...station.ownAmenities },
    ownState: station.ownState ?? null,
    unsaid: { amenities: [], state: false },
    waiting: [],
  }
}

function stateOf({ kind, at, until, note = '' }: StateBody): LiveState | null {
  return kind === 'none'
    ? null
    : { kind, since: new Date(at), until: until === null ? null : new Date(until), note }
}

/** The beginning of a day before, and of today the moment when it was said: as the server has it. */
function sinceOf(day: string, at: string): Date {
  const begin = new Date(`${day}T00:00:00+08:00`)
  return dayNumber(begin) === dayNumber(new Date(at)) ? new Date(at) : begin
}

function setAmenity(kept: Kept, id: string, { works, at, note = '', since }: AmenityBody): void {
  const said = since ? sinceOf(since, at) : null
  kept.amenities = kept.amenities.map((amenity) => {
    if (amenity.id !== id) return amenity
    return { ...amenity, outSince: works ? null : (said ?? amenity.outSince ?? new Date(at)), outNote: note }
  })
}

/** The same thing said by several is answered once; what was said last comes first. */
function grouped(reports: OpenReport[]): ReportGroup[] {
  const groups = new Map<string, ReportGroup>()
  for (const { key, kind, amenity, reportedAt, note, photo } of reports) {
    const lastAt = new Date(reportedAt)
    const name = `${kind} ${amenity}`
    const group = groups.get(name) ?? { kind, amenity, keys: [], lastAt, notes: [], photos: [] }
    group.keys.push(key)
    if (lastAt > group.lastAt) group.lastAt = lastAt
    if (note) group.notes.push(note)
    if (photo) group.photos.push(photo)
    groups.set(name, group)
  }
  return [...groups.values()].sort((one, other) => other.lastAt.getTime() - one.lastAt.getTime())
}

/** What cannot wait comes first: a doubted door, then who waits for an answer, then what is due. */
export function byUrgency(stations: Kept[], isDue: (station: Kept) => boolean): Kept[] {
  const urgency = (one: Kept) =>
    Number(one.doubted) * 4 + Number(one.waiting.length > 0) * 2 + Number(isDue(one))
  return [...stations].sort((one, other) => urgency(other) - urgency(one))
}
