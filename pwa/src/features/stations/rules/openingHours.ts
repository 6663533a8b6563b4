/**
 * Weekly hours with what changes them, and what they say at an instant: open, closed or unknown.
 *
 * The twin of the server's `opening_hours.py`; static/vectors/opening_hours.json holds the two
 * together. Nothing here asks the phone for its time zone: all of China keeps UTC+8, and days are
 * counted from 1970 in whole numbers.
 */
import type { Answer, HoursException, OpeningHours, Span, SpecialDays, State } from '../types.ts'
import { changes, find, instant, later, localMinute, MINUTE_MS, stateIn } from './changes.ts'
import { DAY, dayIn, dayOf, exceptionOn, joined, type Kind, plans } from './dayPlans.ts'

/** How far ahead the next change is looked for. */
const HORIZON_MIN = 14 * DAY

export interface DaySpans {
  /** Null where nobody knows. */
  spans: Span[] | null
  /** "uncertain" where the day may be of several kinds and the hours depend on it. */
  kind: Kind | 'exception' | 'uncertain'
  reason: HoursException['reason']
}

/** What a person who leaves now will find. */
export interface Arrival {
  answer: Answer
  /** How long before the arrival it closes; null unless the person comes too late. */
  closesBeforeMin: number | null
}

/**
 * The answers already given for one minute and one table. A hundred thousand stations share some
 * hundred schedules and a state only changes at a whole minute, so ranking pays for each schedule
 * once a minute. Schedules must not be altered in place.
 */
let known = {
  minute: Number.NaN,
  table: null as SpecialDays | null,
  states: new Map<OpeningHours, State>(),
}

export function stateAt(hours: OpeningHours | null, at: Date, specialDays: SpecialDays): State {
  if (hours === null) return 'unknown'
  const minute = localMinute(at)
  if (known.minute !== minute || known.table !== specialDays) {
    known = { minute, table: specialDays, states: new Map() }
  }
  let state = known.states.get(hours)
  if (state === undefined) {
    state = stateIn(minute, hours, specialDays)
    known.states.set(hours, state)
  }
  return state
}

/** What the schedule says at an instant, and when it next says something else. */
export function evaluate(hours: OpeningHours | null, at: Date, specialDays: SpecialDays): Answer {
  const state = stateAt(hours, at, specialDays)
  const change = hours && find(hours, at, later(at, HORIZON_MIN), specialDays, (then) => then !== state)
  return { state, until: change && instant(change.at), then: change?.state ?? null }
}

/** The next instant, within the horizon, at which it is surely open; `at` itself when it is now. */
export function nextOpening(hours: OpeningHours | null, at: Date, specialDays: SpecialDays): Date | null {
  if (stateAt(hours, at, specialDays) === 'open') return at
  const change = hours && find(hours, at, later(at, HORIZON_MIN), specialDays, (then) => then === 'open')
  return change ? instant(change.at) : null
}

/** Whether it is surely open at some instant of the window, whose end is not part of it. */
export function opensDuring(
  hours: OpeningHours | null,
  from: Date,
  to: Date,
  specialDays: SpecialDays,
): boolean {
  if (hours === null || from >= to) return false
  if (stateAt(hours, from, specialDays) === 'open') return true
  const change = find(hours, from, to, specialDays, (then) => then === 'open')
  return change !== null && instant(change.at) < to
}

/** "Open when I arrive", and by how much one comes too late. */
export function onArrival(
  hours: OpeningHours | null,
  leaving: Date,
  travelMinutes: number,
  specialDays: SpecialDays,
): Arrival {
  const arriving = later(leaving, travelMinutes)
  const answer = evaluate(hours, arriving, specialDays)
  if (hours === null || answer.state !== 'closed') return { answer, closesBeforeMin: null }
  let closes: number | null = null
  let before = stateAt(hours, leaving, specialDays)
  for (const { at, state } of changes(hours, leaving, arriving, specialDays)) {
    if (before === 'open' && state === 'closed') closes = at
    before = state
  }
  if (closes === null) return { answer, closesBeforeMin: null }
  const tooLateMs = arriving.getTime() - instant(closes).getTime()
  return { answer, closesBeforeMin: Math.ceil(tooLateMs / MINUTE_MS) }
}

/** The spans that start on a day ("2026-10-01"), to show days ahead; touching ones are joined. */
export function daySpans(hours: OpeningHours | null, date: string, specialDays: SpecialDays): DaySpans {
  const exception = hours && exceptionOn(hours, date)
  if (exception) {
    const { spans, reason } = exception
    return { spans: spans && joined(spans), kind: 'exception', reason }
  }
  const day = dayOf(date)
  const { kinds } = dayIn(day, specialDays)
  const may = (hours ? plans(hours, day, specialDays) : [null]).map((it) => it && joined(it))
  const agreed = may.every((spans) => String(spans) === String(may[0]))
  if (!agreed) return { spans: null, kind: 'uncertain', reason: null }
  // A station that keeps its week on holidays too is not made doubtful by a year nobody announced.
  const kind = kinds.length === 1 ? (kinds[0] as Kind) : 'ordinary'
  return { spans: may[0] ?? null, kind, reason: null }
}
