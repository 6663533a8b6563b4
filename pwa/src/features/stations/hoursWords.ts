/** A schedule written out: the week as a person would say it, and the days ahead that differ from it. */
import { clock, dayNumber, day as dayWords, hoursAndMinutes, startOfDay, weekday } from '../../i18n/format.ts'
import { t } from '../../i18n/index.svelte.ts'
import { m } from '../../i18n/more.ts'
import { seasonOn } from './rules/dayPlans.ts'
import { type DaySpans, daySpans } from './rules/openingHours.ts'
import type { HoursException, OpeningHours, Season, Span, SpecialDays } from './types.ts'

export interface Line {
  days: string
  hours: string
}

const DAYS_AHEAD = 14
/** 2026-11-23 is a Monday; any Monday names the weekdays. */
const A_MONDAY = 20_780

export function weekdayName(index: number): string {
  return weekday(startOfDay(A_MONDAY + index))
}

export function spansWords(spans: Span[] | null): string {
  if (spans === null) return m('dayUnknown')
  if (spans.length === 0) return m('dayClosed')
  return spans
    .map(([open, close]) =>
      close - open === 1440 ? m('dayAll') : `${hoursAndMinutes(open)}–${closing(close)}`,
    )
    .join(m('comma'))
}

function closing(minutes: number): string {
  return minutes > 1440 ? m('nextDay', hoursAndMinutes(minutes)) : hoursAndMinutes(minutes)
}

/** "周一到周五 9:00–17:00": a week, in which equal neighbours share a line. */
export function weekLines(week: Span[][] | null): Line[] {
  if (!week) return []
  return grouped(
    week.map((spans, index) => ({ name: weekdayName(index), hours: spansWords(spans) })),
    (first, last, count) => (count === week.length ? m('everyDay') : m('sameDays', first, last)),
  )
}

/** "法定节假日 不开": what is said of holidays and make-up days, whichever week holds. */
export function ruleLines({ holiday, makeup }: OpeningHours): Line[] {
  return [
    { days: m('holidays'), rule: holiday },
    { days: m('makeupDays'), rule: makeup },
  ].flatMap(({ days, rule }) => (rule === null ? [] : [{ days, hours: ruleWords(rule) }]))
}

export interface Weeks {
  /** "5月1日到9月30日"; empty where one week holds all year. */
  title: string
  /** None where nobody said when it opens on these days. */
  lines: Line[]
}

/** Each week of the year once, with the days from which and to which it holds; the one that holds now first. */
export function weeksOf(hours: OpeningHours, now: Date): Weeks[] {
  const { seasons = [], week } = hours
  const weeks: Weeks[] = seasons.map((season) => ({
    title: m('sameDays', yearlyWords(season.from), yearlyWords(season.to)),
    lines: weekLines(season.week),
  }))
  const held = seasonOn(hours, isoDate(dayNumber(now)))
  const plain = { title: seasons.length > 0 ? m('otherDays') : '', lines: weekLines(week) }
  if (held === hours) return [plain, ...weeks]
  const [first] = weeks.splice(seasons.indexOf(held as Season), 1)
  return [...(first ? [first] : []), ...weeks, ...(week && hasOtherDays(hours) ? [plain] : [])]
}

/** Whether any day of a year lies in no season. */
function hasOtherDays(hours: OpeningHours): boolean {
  const first = dayOf('2000-01-01')
  return Array.from({ length: 366 }, (_, day) => seasonOn(hours, isoDate(first + day))).includes(hours)
}

/** The year 2000 has every day that a season may begin or end on. */
export function yearlyWords(day: string): string {
  return dayWords(startOfDay(dayOf(`2000-${day}`)))
}

export function ruleWords(rule: 'asWeek' | number | Span[]): string {
  if (rule === 'asWeek') return m('asWeek')
  return typeof rule === 'number' ? m('likeWeekday', weekdayName(rule)) : spansWords(rule)
}

/** The days of the coming two weeks that are not as the week of their season has it. */
export function linesAhead(hours: OpeningHours, now: Date, specialDays: SpecialDays): Line[] {
  const today = dayNumber(now)
  const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => ({
    at: startOfDay(today + ahead),
    ...spansOn(hours, today + ahead, specialDays),
  }))
  return grouped(
    days
      .filter(({ kind }) => kind !== 'ordinary')
      .map(({ at, spans, reason }) => ({
        name: dayWords(at),
        hours: withReason(spansWords(spans), reason),
        follows: dayNumber(at),
      })),
    (first, last) => `${first}–${last}`,
  )
}

export function spansOn(hours: OpeningHours, day: number, specialDays: SpecialDays): DaySpans {
  return daySpans(hours, isoDate(day), specialDays)
}

/** The exception that holds today, in words with its last day. */
export function exceptionToday(hours: OpeningHours, now: Date): string {
  const date = isoDate(dayNumber(now))
  const exception = hours.exceptions.filter(({ from, to }) => from <= date && date <= to).at(-1)
  if (!exception?.reason) return ''
  return m('reasonThrough', m(REASONS[exception.reason]), dayWords(startOfDay(dayOf(exception.to))))
}

const REASONS = {
  heat: 'reasonHeat',
  cold: 'reasonCold',
  holiday: 'reasonHoliday',
  closed: 'reasonClosed',
  other: 'reasonOther',
} as const satisfies Record<NonNullable<HoursException['reason']>, string>

function withReason(words: string, reason: HoursException['reason']): string {
  return reason && reason !== 'closed' ? m('withReason', words, m(REASONS[reason])) : words
}

function isoDate(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

function dayOf(isoDay: string): number {
  return Date.parse(`${isoDay}T00:00:00Z`) / 86_400_000
}

interface Named {
  name: string
  hours: string
  /** The day's number where neighbours in the list may lie apart. */
  follows?: number
}

function grouped(days: Named[], span: (first: string, last: string, count: number) => string): Line[] {
  const groups: Named[][] = []
  for (const day of days) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    const next =
      before?.follows === undefined || day.follows === undefined || day.follows === before.follows + 1
    if (group && before?.hours === day.hours && next) group.push(day)
    else groups.push([day])
  }
  return groups.map((group) => {
    const first = group[0]?.name ?? ''
    return {
      days: group.length > 1 ? span(first, group.at(-1)?.name ?? '', group.length) : first,
      hours: group[0]?.hours ?? '',
    }
  })
}

/** "今天 09:12", "昨天", "11月20日": since when something is out of order. */
export function sinceWords(at: Date, now: Date): string {
  const days = dayNumber(now) - dayNumber(at)
  return days === 0 ? m('todayAt', clock(at)) : days === 1 ? m('yesterday') : dayWords(at)
}

/** "今天 09:12", "昨天 18:30", "11月20日 18:30": when something was said. */
export function momentWords(at: Date, now: Date): string {
  const days = dayNumber(now) - dayNumber(at)
  if (days === 0) return m('todayAt', clock(at))
  if (days === 1) return m('yesterdayAt', clock(at))
  return t('dayAt', dayWords(at), clock(at))
}
