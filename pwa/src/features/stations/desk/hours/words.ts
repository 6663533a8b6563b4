/** Hours said in words at the desk: the whole schedule, its dates, and the days ahead. */
import { day, dayNumber, startOfDay } from '../../../../i18n/format.ts'
import { m } from '../../../../i18n/more.ts'
import { p } from '../../../../i18n/places.ts'
import { type Line, ruleWords, spansOn, spansWords, weekdayName, yearlyWords } from '../../hoursWords.ts'
import { seasonOn } from '../../rules/dayPlans.ts'
import type { HoursException, OpeningHours, Season, SpecialDays } from '../../types.ts'
import { type Group, groupsOf, type Rule } from './draft.ts'

export const DAYS_AHEAD = 14
const DAY_MS = 86_400_000

export interface DayAhead {
  at: Date
  hours: string
  /** Why it is not as in the week, or as everybody keeps it; empty on an ordinary day. */
  why: string
  /** Whose dates begin here, said once: a whole season long nobody reads them on each day. */
  season: string
  /** Not as it is listed now. */
  changed: boolean
}

/** Today and the days after it, as they will be, and which of them are not as they are listed. */
export function daysAhead(
  hours: OpeningHours,
  listed: OpeningHours | null,
  now: Date,
  specialDays: SpecialDays,
): DayAhead[] {
  const today = dayNumber(now)
  const seasonOf = (ahead: number) => seasonOn(hours, isoOf(today + ahead))
  return Array.from({ length: DAYS_AHEAD }, (_, ahead) => {
    const { spans, kind, reason } = spansOn(hours, today + ahead, specialDays)
    const words = spansWords(spans)
    const before = listed ? spansWords(spansOn(listed, today + ahead, specialDays).spans) : ''
    return {
      at: startOfDay(today + ahead),
      hours: words,
      season: ahead > 0 && seasonOf(ahead) === seasonOf(ahead - 1) ? '' : begins(seasonOf(ahead), ahead > 0),
      why: kind === 'exception' ? reasonWords(reason) : p(`hoursDay_${kind}`),
      changed: words !== before,
    }
  })
}

/** Of the plain week nothing is said until a season ends. */
function begins(one: OpeningHours | Season, midway: boolean): string {
  if ('from' in one) return p('hoursOfSeason', yearlyWords(one.from), yearlyWords(one.to))
  return midway ? p('hoursPlainAgain') : ''
}

export function reasonWords(reason: HoursException['reason']): string {
  return p(`hoursReason_${reason ?? 'other'}`)
}

/** "每天", "周一到周五", "周六". */
export function groupWords({ days }: Group): string {
  const [first = 0, last = first] = [days[0], days.at(-1)]
  if (days.length === 7) return m('everyDay')
  return days.length === 1 ? weekdayName(first) : m('sameDays', weekdayName(first), weekdayName(last))
}

export function seasonWords({ from, to }: Season): string {
  return p('hoursSeason', yearlyWords(from), yearlyWords(to))
}

/** "7月1日–8月31日"; the year where it is not this one. */
export function datesWords({ from, to }: Pick<HoursException, 'from' | 'to'>, now: Date): string {
  const named = (date: string) => {
    const at = startOfDay(Date.parse(`${date}T00:00:00Z`) / DAY_MS)
    const year = date.slice(0, 4)
    return year === isoDay(now).slice(0, 4) ? day(at) : p('hoursDateOfYear', year, day(at))
  }
  return from === to ? named(from) : `${named(from)}–${named(to)}`
}

/** "2026-11-23": the day it is at the stations. */
export function isoDay(now: Date): string {
  return isoOf(dayNumber(now))
}

const isoOf = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10)

export function ruleSaid(rule: Rule): string {
  return rule === null ? p('hoursNotSaid') : ruleWords(rule)
}

/** A whole week on one line: "周一到周五 9:00–17:00，周六到周日 不开". */
function weekWords(week: NonNullable<OpeningHours['week']>): string {
  const groups = groupsOf(week).map((group) => `${groupWords(group)} ${spansWords(group.spans)}`)
  return groups.join(m('comma'))
}

/**
 * Everything that is said of the hours, each on its line; what nobody said is left out. Each season
 * has one line, so that its dates are said once, and beside seasons so has the plain week.
 */
export function scheduleLines(hours: OpeningHours, now: Date, seasonal = isSeasonal(hours)): Line[] {
  const { week, holiday, makeup, exceptions, seasons = [], note } = hours
  const plain = seasonal
    ? [{ days: p('hoursPlain'), hours: weekWords(week ?? []) }]
    : groupsOf(week ?? []).map((group) => ({ days: groupWords(group), hours: spansWords(group.spans) }))
  const rules = [
    { days: m('holidays'), rule: holiday },
    { days: m('makeupDays'), rule: makeup },
  ]
  return [
    ...seasons.map((season) => ({ days: seasonWords(season), hours: weekWords(season.week) })),
    ...(week ? plain : []),
    ...rules.filter(({ rule }) => rule !== null).map(({ days, rule }) => ({ days, hours: ruleSaid(rule) })),
    ...exceptions.map((one) => ({
      days: datesWords(one, now),
      hours: m('withReason', spansWords(one.spans), reasonWords(one.reason)),
    })),
    ...(note ? [{ days: p('hoursNote'), hours: note }] : []),
  ]
}

export const isSeasonal = ({ seasons = [] }: OpeningHours) => seasons.length > 0
