/** How what a schedule says changes with time: the states of a stretch, edge by edge. */
import type { OpeningHours, Span, SpecialDays, State } from '../types.ts'
import { DAY, type Plans, plans } from './dayPlans.ts'

export const MINUTE_MS = 60_000
/** All of China keeps one time, without daylight saving. */
const CHINA_MIN = 8 * 60

export interface Change {
  /** Minutes of Chinese time since 1970. */
  at: number
  state: State
}

/** The state in a minute of Chinese time, counted from 1970. */
export function stateIn(minute: number, hours: OpeningHours, specialDays: SpecialDays): State {
  const day = Math.floor(minute / DAY)
  const yesterday = plans(hours, day - 1, specialDays)
  return stateOf(yesterday, plans(hours, day, specialDays), minute - day * DAY)
}

/**
 * One answer where every kind the two days may be agrees. A day of which nobody said anything is
 * unknown from midnight to midnight: it casts no doubt on the morning after, or one silent holiday
 * would hide the hours of the next day.
 */
function stateOf(yesterday: Plans, today: Plans, minute: number): State {
  const late = yesterday.map((spans) => spans !== null && covers(spans, minute + DAY))
  const now = today.map((spans) => spans && covers(spans, minute))
  if (late.every((open) => open) || now.every((open) => open)) return 'open'
  return late.every((open) => !open) && now.every((open) => open === false) ? 'closed' : 'unknown'
}

function covers(spans: Span[], minute: number): boolean {
  return spans.some(([open, close]) => open <= minute && minute < close)
}

/** Every instant in the stretch at which the state may change, with the state it then has. */
export function* changes(
  hours: OpeningHours,
  from: Date,
  through: Date,
  specialDays: SpecialDays,
): Generator<Change> {
  const after = localMinute(from)
  const last = localMinute(through)
  let day = Math.floor(after / DAY)
  let yesterday = plans(hours, day - 1, specialDays)
  for (; day * DAY <= last; day++) {
    const today = plans(hours, day, specialDays)
    for (const minute of edges(yesterday, today)) {
      const at = day * DAY + minute
      if (at > after && at <= last) yield { at, state: stateOf(yesterday, today, minute) }
    }
    yesterday = today
  }
}

export function find(
  hours: OpeningHours,
  from: Date,
  through: Date,
  specialDays: SpecialDays,
  wanted: (state: State) => boolean,
): Change | null {
  for (const change of changes(hours, from, through, specialDays)) {
    if (wanted(change.state)) return change
  }
  return null
}

function edges(yesterday: Plans, today: Plans): number[] {
  const found = new Set([0])
  for (const spans of yesterday) for (const [, close] of spans ?? []) if (close > DAY) found.add(close - DAY)
  for (const spans of today) for (const edge of spans?.flat() ?? []) if (edge < DAY) found.add(edge)
  return [...found].sort((a, b) => a - b)
}

export function localMinute(at: Date): number {
  return Math.floor(at.getTime() / MINUTE_MS) + CHINA_MIN
}

export function instant(localMinutes: number): Date {
  return new Date((localMinutes - CHINA_MIN) * MINUTE_MS)
}

export function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS)
}
