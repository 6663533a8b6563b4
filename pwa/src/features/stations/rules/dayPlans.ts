/** What may hold on a day: the spans that start on it, for each kind of day it may turn out to be. */
import type { HoursException, OpeningHours, Season, Span, SpecialDays } from '../types.ts'

/** Minutes in a day. Days are numbered from 1970-01-01, a Thursday. */
export const DAY = 1440
const DAY_MS = DAY * 60_000

export type Kind = 'ordinary' | 'holiday' | 'makeup'
/** One plan for each kind the day may be; null where nobody said. */
export type Plans = readonly (Span[] | null)[]

/** The last entry that matches wins. */
export function exceptionOn(hours: OpeningHours, date: string): HoursException | null {
  let found: HoursException | null = null
  for (const exception of hours.exceptions) {
    if (exception.from <= date && date <= exception.to) found = exception
  }
  return found
}

export function plans(hours: OpeningHours, day: number, specialDays: SpecialDays): Plans {
  const { date, kinds } = dayIn(day, specialDays)
  const exception = exceptionOn(hours, date)
  if (exception) return [exception.spans]
  const week = seasonOn(hours, date).week
  return kinds.map((kind) => {
    const rule = kind === 'ordinary' ? 'asWeek' : hours[kind]
    const weekday = rule === 'asWeek' ? weekdayOf(day) : rule
    return typeof weekday === 'number' ? (week?.[weekday] ?? null) : weekday
  })
}

/** Whose week is in force: the first season that contains the date, else the schedule itself. */
export function seasonOn(hours: OpeningHours, date: string): OpeningHours | Season {
  const day = date.slice(5)
  const season = hours.seasons?.find(({ from, to }) =>
    from <= to ? from <= day && day <= to : from <= day || day <= to,
  )
  return season ?? hours
}

/**
 * The days already looked up in one table: writing a date costs more than all else that judging a
 * schedule takes, and hundreds of schedules are judged on the same two days.
 */
let seen = { table: null as SpecialDays | null, days: new Map<number, { date: string; kinds: Kind[] }>() }

/** Its date and what it may be: one kind inside the table; outside it, whatever a notice could say. */
export function dayIn(day: number, table: SpecialDays): { date: string; kinds: Kind[] } {
  if (seen.table !== table) seen = { table, days: new Map() }
  let found = seen.days.get(day)
  if (!found) {
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10)
    found = { date, kinds: kindsOf(day, date, table) }
    seen.days.set(day, found)
  }
  return found
}

function kindsOf(day: number, date: string, { from, through, days }: SpecialDays): Kind[] {
  if (from <= date && date <= through) return [days[date] ?? 'ordinary']
  return weekdayOf(day) < 5 ? ['ordinary', 'holiday'] : ['ordinary', 'holiday', 'makeup']
}

/** Spans that touch are one opening. */
export function joined(spans: Span[]): Span[] {
  const result: Span[] = []
  for (const [open, close] of spans) {
    const last = result.at(-1)
    if (last && last[1] === open) last[1] = close
    else result.push([open, close])
  }
  return result
}

export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

/** Monday is 0. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}
