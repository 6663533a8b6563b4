/** Hours while they are being set. A schedule is never altered in place: each change makes another. */
import { DAY } from '../../rules/dayPlans.ts'
import type { HoursException, OpeningHours, Season, Span } from '../../types.ts'

/** As much as the server takes. */
export const MOST = { spans: 6, exceptions: 60, seasons: 6, note: 300 }

/** Nothing is said of them yet. */
export const UNSAID: OpeningHours = {
  week: null,
  holiday: null,
  makeup: null,
  exceptions: [],
  seasons: [],
  note: '',
}

/** What holds on some day: its own spans, those of the week, those of one weekday, or nobody knows. */
export type Rule = null | 'asWeek' | number | Span[]

/** From when to when it is open, as the browser's fields have it: "09:00"; empty where nothing is filled in. */
export interface Clocks {
  opens: string
  closes: string
}

export type Mode = 'spans' | 'allDay' | 'closed' | 'asWeek' | 'likeDay' | 'unknown'

/** A rule as it is chosen: the clocks stay while another mode is tried. */
export interface Choice {
  mode: Mode
  clocks: Clocks[]
  /** Monday is 0; for `likeDay`. */
  day: number
}

export type Fault = 'missing' | 'overlap' | 'days' | 'dates' | 'over'

export interface Group {
  days: number[]
  spans: Span[]
}

const ALL_DAY: Span[] = [[0, DAY]]
const OFFICE: Clocks = { opens: '09:00', closes: '17:00' }
const OFFICE_SPANS: Span[] = [[540, 1020]]
const LEAP_YEAR = 2000

export function choiceOf(rule: Rule): Choice {
  const mode = modeOf(rule)
  return {
    mode,
    clocks: mode === 'spans' ? (rule as Span[]).map(clocksOf) : [OFFICE],
    day: typeof rule === 'number' ? rule : 0,
  }
}

function modeOf(rule: Rule): Mode {
  if (rule === null) return 'unknown'
  if (rule === 'asWeek') return 'asWeek'
  if (typeof rule === 'number') return 'likeDay'
  if (rule.length === 0) return 'closed'
  return same(rule, ALL_DAY) ? 'allDay' : 'spans'
}

/** What was chosen, or what is wrong with it. */
export function ruleOf({ mode, clocks, day }: Choice): { rule: Rule } | { fault: Fault } {
  if (mode === 'spans') return spansOf(clocks)
  if (mode === 'likeDay') return { rule: day }
  if (mode === 'allDay') return { rule: ALL_DAY }
  return { rule: mode === 'unknown' ? null : mode === 'asWeek' ? mode : [] }
}

/** In order; who closes at or before the hour of opening closes on the next day. */
function spansOf(clocks: Clocks[]): { rule: Span[] } | { fault: Fault } {
  if (clocks.length === 0 || clocks.some(({ opens, closes }) => !opens || !closes))
    return { fault: 'missing' }
  const spans = clocks.map(spanOf).sort(([one], [other]) => one - other)
  const overlap = spans.some(([opens], at) => opens < (spans[at - 1]?.[1] ?? 0))
  return overlap ? { fault: 'overlap' } : { rule: spans }
}

export function closesNextDay({ opens, closes }: Clocks): boolean {
  return opens !== '' && closes !== '' && spanOf({ opens, closes })[1] > DAY
}

function spanOf({ opens, closes }: Clocks): Span {
  const [from, to] = [minutesOf(opens), minutesOf(closes)]
  return [from, to > from ? to : to + DAY]
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

function clocksOf([opens, closes]: Span): Clocks {
  return { opens: clockOf(opens), closes: clockOf(closes) }
}

function clockOf(minutes: number): string {
  const within = minutes % DAY
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

/** Equal neighbours of a week. */
export function groupsOf(week: Span[][]): Group[] {
  const groups: Group[] = []
  week.forEach((spans, day) => {
    const last = groups.at(-1)
    if (last && same(last.spans, spans)) last.days.push(day)
    else groups.push({ days: [day], spans })
  })
  return groups
}

/** The week of a season, or the plain one. */
export function weekOf({ week, seasons }: OpeningHours, season: number | null): Span[][] | null {
  return season === null ? week : (seasons?.[season]?.week ?? null)
}

/** Where nothing was said of the week before, the days that are not named are closed. */
export function withDays(
  hours: OpeningHours,
  season: number | null,
  days: number[],
  spans: Span[],
): OpeningHours {
  const before = weekOf(hours, season) ?? Array.from({ length: 7 }, () => [])
  const week = before.map((old, day) => (days.includes(day) ? spans : old))
  if (season === null) return { ...hours, week }
  return {
    ...hours,
    seasons: hours.seasons?.map((one, at) => (at === season ? { ...one, week } : one)) ?? [],
  }
}

/** A season from one day of every year to another, with the week it had, or the plain one to begin with. */
export function withSeason(hours: OpeningHours, at: number | null, from: string, to: string): OpeningHours {
  const seasons = hours.seasons ?? []
  const week = weekOf(hours, at) ?? Array.from({ length: 7 }, () => OFFICE_SPANS)
  const one = { from, to, week }
  return {
    ...hours,
    seasons: at === null ? [...seasons, one] : seasons.map((old, number) => (number === at ? one : old)),
  }
}

/** Whether some days of a season are those of one that stands before it, whose week then holds. */
export function isSeasonOverruled({ seasons = [] }: OpeningHours, at: number): boolean {
  const one = seasons[at]
  return (
    one !== undefined &&
    seasons.slice(0, at).some((other) => holdsOn(other, one.from) || holdsOn(one, other.from))
  )
}

function holdsOn({ from, to }: Season, day: string): boolean {
  return from <= to ? from <= day && day <= to : day >= from || day <= to
}

/** How many days the month of "05-01" has, of every February 29. */
export function daysOf(day: string): number {
  return new Date(Date.UTC(LEAP_YEAR, Number(day.slice(0, 2)), 0)).getUTCDate()
}

/** The same day of another month, or its last. */
export function withMonth(day: string, month: number): string {
  const first = `${two(month)}-01`
  return withDay(first, Math.min(Number(day.slice(3)), daysOf(first)))
}

export function withDay(day: string, number: number): string {
  return `${day.slice(0, 2)}-${two(number)}`
}

const two = (number: number) => String(number).padStart(2, '0')

export function withoutSeason(hours: OpeningHours, season: number): OpeningHours {
  return { ...hours, seasons: hours.seasons?.filter((_, at) => at !== season) ?? [] }
}

/** What is said last wins, and so does what is said anew. */
export function withException(
  hours: OpeningHours,
  old: HoursException | null,
  one: HoursException,
): OpeningHours {
  return { ...hours, exceptions: [...hours.exceptions.filter((other) => other !== old), one] }
}

export function withoutException(hours: OpeningHours, one: HoursException): OpeningHours {
  return { ...hours, exceptions: hours.exceptions.filter((other) => other !== one) }
}

/** Those that hold still or will hold, by their first day; what began yesterday may last into today. */
export function comingExceptions({ exceptions }: OpeningHours, today: string): HoursException[] {
  return exceptions
    .filter(({ to }) => to >= dayAfter(today, -1))
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0))
}

/** Whether some of its days are those of one that was said later. */
export function isOverruled({ exceptions }: OpeningHours, one: HoursException): boolean {
  const later = exceptions.slice(exceptions.indexOf(one) + 1)
  return later.some(({ from, to }) => from <= one.to && one.from <= to)
}

/** What goes to the server: what is over is left out, since every phone around carries it. */
export function tidied(hours: OpeningHours, today: string): Required<OpeningHours> {
  const coming = new Set(comingExceptions(hours, today))
  return {
    ...hours,
    exceptions: hours.exceptions.filter((one) => coming.has(one)),
    seasons: hours.seasons ?? [],
    note: hours.note.trim(),
  }
}

/** Null where the dates can be: from a day to itself or a later one that is not over. */
export function faultOfDates(from: string, to: string, today: string): Fault | null {
  if (!from || !to || from > to) return 'dates'
  return to < today ? 'over' : null
}

export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY * 60_000).toISOString().slice(0, 10)
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
