/** A row of a pack as the station that a page shows. */
import type { Sparse } from '../../../store/wire.ts'
import type { Entry, LiveState, ReportHere, ReportKind, Station } from '../types.ts'
import { hasAmenity, idOf, type Pack, pointOf, wordsOf } from './pack.ts'

const ENTRIES = new Set(['walk_in', 'scan', 'ask', 'register'])
const REPORTS = new Set(['locked', 'amenity_broken', 'crowded', 'wrong_place', 'gone', 'unfriendly'])
const MINUTE_MS = 60_000
const STATES = new Set(['full', 'power_cut', 'closed'])

export function decode(pack: Pack, row: number, now: Date, reportHours: number): Station {
  const { slow, tables, live } = pack
  const { words, at } = wordsOf(pack, row)
  const [, street, county] = tables.streets[slow.street[row] ?? 0] ?? ['', '', '']
  const entry = tables.entries[slow.entry[row] ?? 0] ?? ''
  const ago = live?.confirmed[row] ?? -1
  return {
    id: idOf(pack, row),
    name: words.name[at] ?? '',
    family: tables.families[slow.family[row] ?? 0] ?? 'other',
    familyWords: said(words.familyWords, at),
    address: words.address[at] ?? '',
    street,
    county,
    prefecture: pack.name,
    ...pointOf(pack, row),
    amenities: amenitiesOf(pack, row, words.amenityNotes[at] ?? {}),
    amenityWords: said(words.amenityWords ?? {}, at),
    hours: tables.schedules[slow.hours[row] ?? 0] ?? null,
    hoursSince: words.hoursDays?.[at] ?? tables.hoursDay ?? '',
    entry: ENTRIES.has(entry) ? (entry as Entry) : 'unknown',
    entryNote: said(words.entryNote, at),
    gateWords: said(words.gateWords, at),
    parking: said(words.parking, at),
    phone: said(words.phone, at),
    responsible: said(words.responsible, at),
    photos: (words.photos?.[at] ?? []).map((digest, place) => {
      return { digest, day: words.photoDays?.[at]?.[place] ?? '' }
    }),
    liveKnown: live !== null,
    confirmedAt: live && ago >= 0 ? minutesAfter(live.base, -ago) : null,
    clearedAt: live && ago < -1 ? minutesAfter(live.base, ago + 2) : null,
    reports: reportsOf(pack, row, now, reportHours),
    liveState: liveStateOf(pack, row, now),
  }
}

function said(column: Sparse<string>, at: number): string {
  return column[at] ?? ''
}

/** What the manager said of a station for the time being, until it ends; then what lasts longer. */
export function liveStateOf({ live }: Pack, row: number, now: Date): LiveState | null {
  if (live === null) return null
  for (const [at, kind, ago, later] of live.states) {
    if (at !== row || !STATES.has(kind)) continue
    const until = later === null ? null : minutesAfter(live.base, later)
    if (until === null || until > now) {
      const note = live.stateNotes?.[row + kind] ?? live.stateNotes?.[row] ?? ''
      return { kind: kind as LiveState['kind'], since: minutesAfter(live.base, -ago), until, note }
    }
  }
  return null
}

/** The rows that are shut for the time being at `at`, whatever their hours say. */
export function shutRows({ live }: Pack, at: Date): Set<number> | null {
  if (live === null) return null
  const minute = at.getTime() / MINUTE_MS - live.base
  const shut = new Set<number>()
  // The first of a row that has not ended is what stands there, so the last to be looked at.
  for (const [row, kind, ago, later] of [...live.states].reverse()) {
    if (later !== null && later <= minute) continue
    if (kind === 'closed' && -ago <= minute) shut.add(row)
    else shut.delete(row)
  }
  return shut.size > 0 ? shut : null
}

function amenitiesOf(pack: Pack, row: number, notes: Record<string, string>): Station['amenities'] {
  const out = new Map(
    (pack.live?.out ?? []).filter((fault) => fault[0] === row).map(([, amenity, ago]) => [amenity, ago]),
  )
  return pack.tables.amenities.flatMap((id, amenity) => {
    if (!hasAmenity(pack, row, amenity)) return []
    const ago = out.get(amenity)
    const outSince = ago === undefined || !pack.live ? null : minutesAfter(pack.live.base, -ago)
    const outNote = pack.live?.outNotes?.[row]?.[id] ?? ''
    return { id, note: notes[id] ?? '', outSince, outNote }
  })
}

function reportsOf({ live, tables }: Pack, row: number, now: Date, reportHours: number): ReportHere[] {
  if (live === null) return []
  // The window begins with a minute, as the server's does, so that both drop a report at the same instant.
  const longestAgo = live.base - Math.floor(now.getTime() / MINUTE_MS) + reportHours * 60
  return live.reports.flatMap(([at, kind, amenity, count, ago], place): ReportHere[] => {
    if (at !== row || !REPORTS.has(kind) || ago > longestAgo) return []
    const left = live.fades?.[place]?.find(([until]) => until <= longestAgo)?.[1] ?? count
    return [
      {
        kind: kind as ReportKind,
        amenity: tables.amenities[amenity] ?? null,
        count: left,
        lastAt: minutesAfter(live.base, -ago),
      },
    ]
  })
}

function minutesAfter(base: number, minutes: number): Date {
  return new Date((base + minutes) * MINUTE_MS)
}
