/** An activity as its host writes it: what is missing before it can be kept, and what had better be thought over. */
import { clock, dayNumber, minutesOfDay, startOfDay } from '../../../i18n/format.ts'
import { mintId } from '../../../store/ids.ts'
import type { Me } from '../../../store/who.ts'
import type { Kind } from '../queries.ts'
import type { OneDesk } from './commands.ts'

export type Facts = OneDesk['facts']

export interface Named {
  key: string
  name: string
  within?: string
}

export interface DraftShift {
  id: string
  /** As 2026-11-26, and the hours as 14:30, by the clock on the wall in Shanghai; an end before the start is the next day's. */
  day: string
  from: string
  to: string
  breakMinutes: string
  capacity: string
  reserved: string
  /** '' for whoever writes. */
  lead: string
}

export interface Draft {
  kind: Kind
  title: string
  about: string
  division: Named | null
  organisation: string
  words: string
  station: Named | null
  lon: number | null
  lat: number | null
  phone: string
  minimumAge: string
  insured: boolean
  beneficiaries: string
  /** As 2026-11-26; '' for as soon as it is approved. */
  opens: string
  shifts: DraftShift[]
}

export type Gap = 'title' | 'host' | 'division' | 'place' | 'age'
export type ShiftFault = 'when' | 'past' | 'break' | 'seats' | 'longer' | 'agreed'
export type Doubt =
  | 'doubtSoon'
  | 'doubtMeal'
  | 'doubtNight'
  | 'doubtLong'
  | 'doubtClash'
  | 'doubtDay'
  | 'doubtUninsured'
  | 'doubtNoPhone'

const MINUTE = 60_000
const DAY = 86_400_000
const SOON_MS = 2 * DAY
const LONG_MIN = 240
/** More of a day is looked at once more. */
const AT_ONCE_MIN = 480
/** When riders ride, in minutes of the day. */
const MEALS = [
  [11 * 60, 13 * 60],
  [17 * 60, 19 * 60],
] as const
const NIGHT_ENDS = 6 * 60
const NIGHT_BEGINS = 22 * 60

/** For whom somebody writes: the hosts that they lead or convene for, and theirs where they convene in a place. */
export function hostsOf(me: Pick<Me, 'roles' | 'organisations'>): { value: string; words: string }[] {
  const found = new Map<string, string>()
  for (const { role, scopeKind, scopeId, scopeName } of me.roles)
    if ((role === 'lead' || role === 'convener') && scopeKind === 'organisation')
      found.set(scopeId, scopeName)
  if (me.roles.some(({ role, scopeKind }) => role === 'convener' && scopeKind === 'division'))
    for (const { id, name } of me.organisations) found.set(id, name)
  return [...found].map(([value, words]) => ({ value, words }))
}

export function newShift(now: Date, after?: DraftShift): DraftShift {
  if (after) return { ...after, id: mintId() }
  return {
    id: mintId(),
    day: isoOf(startOfDay(dayNumber(now) + 7)),
    from: '09:00',
    to: '11:00',
    breakMinutes: '0',
    capacity: '10',
    reserved: '0',
    lead: '',
  }
}

export function newDraft(me: Pick<Me, 'roles' | 'organisations'>, now: Date): Draft {
  return {
    kind: 'cleaning',
    title: '',
    about: '',
    division: null,
    organisation: hostsOf(me)[0]?.value ?? '',
    words: '',
    station: null,
    lon: null,
    lat: null,
    phone: '',
    minimumAge: '',
    insured: true,
    beneficiaries: '',
    opens: '',
    shifts: [newShift(now)],
  }
}

export function draftOf({ facts, card }: Pick<OneDesk, 'facts' | 'card'>): Draft {
  const { place } = facts
  return {
    kind: facts.kind,
    title: facts.title,
    about: facts.about ?? '',
    division: { key: facts.division, name: card.divisionName },
    organisation: facts.organisation,
    words: place.words ?? '',
    station: place.station ? { key: place.station, name: card.stationName ?? place.station } : null,
    lon: place.lon ?? null,
    lat: place.lat ?? null,
    phone: facts.phone ?? '',
    minimumAge: facts.minimumAge ? String(facts.minimumAge) : '',
    insured: facts.insured ?? false,
    beneficiaries: facts.beneficiaries ?? '',
    opens: facts.opensAt ? isoOf(new Date(facts.opensAt)) : '',
    shifts: facts.shifts.map((one) => ({
      id: one.id,
      day: isoOf(new Date(one.startsAt)),
      from: clock(new Date(one.startsAt)),
      to: clock(new Date(one.endsAt)),
      breakMinutes: String(one.breakMinutes ?? 0),
      capacity: String(one.capacity),
      reserved: String(one.reserved ?? 0),
      lead: one.lead ?? '',
    })),
  }
}

export function gapsOf(draft: Draft): Gap[] {
  const age = draft.minimumAge.trim()
  const found: Gap[] = []
  if (!draft.title.trim()) found.push('title')
  if (!draft.organisation) found.push('host')
  if (!draft.division) found.push('division')
  if (!draft.words.trim() && !draft.station) found.push('place')
  if (age && !(whole(age) >= 1 && whole(age) <= 100)) found.push('age')
  return found
}

/** Null while the day or an hour is not written yet, or the end is not after the beginning. */
export function timesOf({ day, from, to }: DraftShift): { starts: Date; ends: Date } | null {
  const [starts, ends] = [new Date(`${day}T${from}:00+08:00`), new Date(`${day}T${to}:00+08:00`)]
  if (!Number.isFinite(starts.getTime()) || !Number.isFinite(ends.getTime()) || from === to) return null
  return { starts, ends: ends < starts ? new Date(ends.getTime() + DAY) : ends }
}

/** `was` is the shift that a second person said yes to, where one did. */
export function shiftFault(
  shift: DraftShift,
  was: Facts['shifts'][number] | undefined,
  now: Date,
): ShiftFault | null {
  const times = timesOf(shift)
  if (!times) return 'when'
  const [pause, seats, kept] = [shift.breakMinutes, shift.capacity, shift.reserved].map((one) =>
    whole(one || '0'),
  ) as [number, number, number]
  const long = (times.ends.getTime() - times.starts.getTime()) / MINUTE
  const same = was && new Date(was.startsAt).getTime() === times.starts.getTime()
  if (times.starts <= now && !same) return 'past'
  if (!(pause >= 0 && pause < long)) return 'break'
  if (!(seats >= 1 && kept >= 0 && kept <= seats)) return 'seats'
  const before = was && (new Date(was.endsAt).getTime() - new Date(was.startsAt).getTime()) / MINUTE
  if (was && before !== undefined && long > before) return 'longer'
  if (was && pause !== (was.breakMinutes ?? 0)) return 'agreed'
  return null
}

export function doubtsOf(draft: Draft, now: Date): Doubt[] {
  const found = new Set<Doubt>()
  const known = draft.shifts.flatMap((shift) => {
    const times = timesOf(shift)
    return times ? [{ ...shift, ...times }] : []
  })
  const days = new Map<number, number>()
  for (const [at, { starts, ends, breakMinutes, lead }] of known.entries()) {
    const from = minutesOfDay(starts)
    const lasts = (ends.getTime() - starts.getTime()) / MINUTE
    if (starts.getTime() - now.getTime() < SOON_MS) found.add('doubtSoon')
    if (MEALS.some(([begins, over]) => from < over && from + lasts > begins)) found.add('doubtMeal')
    if (from < NIGHT_ENDS || from + lasts > NIGHT_BEGINS) found.add('doubtNight')
    if (lasts > LONG_MIN && !(whole(breakMinutes || '0') > 0)) found.add('doubtLong')
    if (known.slice(0, at).some((one) => one.lead === lead && one.starts < ends && starts < one.ends))
      found.add('doubtClash')
    const day = dayNumber(starts)
    days.set(day, (days.get(day) ?? 0) + lasts - whole(breakMinutes || '0'))
  }
  if ([...days.values()].some((minutes) => minutes > AT_ONCE_MIN)) found.add('doubtDay')
  if (!draft.insured) found.add('doubtUninsured')
  if (!draft.phone.trim()) found.add('doubtNoPhone')
  return [...found]
}

/** What is sent, only where nothing is missing; `was` has the hour at which sign-up opens, if it is that day still. */
export function factsOf(draft: Draft, was: Facts | null): Facts {
  const opened = was?.opensAt && isoOf(new Date(was.opensAt)) === draft.opens ? was.opensAt : null
  return {
    kind: draft.kind,
    title: draft.title.trim(),
    about: draft.about.trim(),
    division: draft.division?.key ?? '',
    organisation: draft.organisation,
    place: {
      words: draft.words.trim(),
      station: draft.station?.key ?? null,
      lon: draft.station ? null : draft.lon,
      lat: draft.station ? null : draft.lat,
    },
    phone: draft.phone.trim(),
    minimumAge: draft.minimumAge.trim() ? whole(draft.minimumAge) : null,
    insured: draft.insured,
    beneficiaries: draft.beneficiaries.trim(),
    opensAt: opened ?? (draft.opens ? new Date(`${draft.opens}T00:00:00+08:00`).toISOString() : null),
    shifts: draft.shifts.flatMap((shift) => {
      const times = timesOf(shift)
      if (!times) return []
      return [
        {
          id: shift.id,
          startsAt: times.starts.toISOString(),
          endsAt: times.ends.toISOString(),
          breakMinutes: whole(shift.breakMinutes || '0'),
          capacity: whole(shift.capacity),
          reserved: whole(shift.reserved || '0'),
          lead: shift.lead || null,
        },
      ]
    }),
  }
}

/** NaN for what is no whole number. */
const whole = (text: string) => (/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN)

function isoOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
