/** The three facts in full, for a station's own page: what is said, since when, and what is not known. */
import { clock, day, dayNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/index.svelte.ts'
import { m } from '../../i18n/more.ts'
import type { IconName } from '../../ui/icons.ts'
import type { Freshness } from './freshness.ts'
import { exceptionToday, momentWords } from './hoursWords.ts'
import { nextOpening, onArrival } from './rules/openingHours.ts'
import type { Answer, ReportHere, SpecialDays, Station } from './types.ts'
import {
  bySeverity,
  closingHour,
  confirmationFact,
  holdsNow,
  hourToCome,
  isDoubted,
  openingFact,
  reportFact,
  reportWords,
} from './words.ts'

export interface FullFact {
  icon: IconName
  tone: 'ok' | 'mute' | 'warn' | 'stop'
  /** Each with what stands beside it in smaller letters. */
  heads: { words: string; beside: string }[]
  /** Lines beneath. */
  lines: string[]
}

/** A rider's pace through a city, lights included, and how much longer roads are than the straight line. */
const RIDE_M_PER_MIN = 250
const DETOUR = 1.3
/** Nobody rides longer than this to rest. */
const LONGEST_RIDE_MIN = 60

export function openingInFull(
  station: Station,
  answer: Answer,
  now: Date,
  days: SpecialDays,
  distanceM: number | null,
  freshness: Freshness,
): FullFact {
  const { hours } = station
  const brief = openingFact(answer, now, freshness.stale)
  const arrival = distanceM === null || !hours ? null : arrivalOf(hours, now, days, distanceM)
  /** What a rider who sets off now finds comes before how it is now. */
  const shutBy = answer.state === 'open' && arrival?.state === 'closed' ? arrival.words : ''
  const head = openingHead(station, answer, now)
  const lines = [
    answer.then === 'unknown' && answer.until ? m('thenUnknown', closingHour(answer.until, now, false)) : '',
    answer.state === 'open' && hours ? afterwards(answer, hours, now, days) : '',
    hours ? exceptionToday(hours, now) : '',
    shutBy ? '' : (arrival?.words ?? ''),
    hours?.note ? m('sourceNote', hours.note) : '',
    hours && station.hoursSince ? sinceWords(station.hoursSince, now) : '',
    freshness.stale ? m('staleHours') : '',
  ]
  return {
    icon: shutBy ? 'warn' : brief.icon,
    tone: shutBy ? 'warn' : brief.tone,
    heads: [shutBy ? { words: shutBy, beside: head } : { words: head, beside: '' }],
    lines: lines.filter(Boolean),
  }
}

/** A day of another year names it. */
function sinceWords(since: string, now: Date): string {
  const year = since.slice(0, 4)
  const thisYear = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 4)
  return m('hoursSince', day(new Date(`${since}T00:00:00+08:00`)), year === thisYear ? '' : year)
}

function openingHead({ hours }: Station, { state, until, then }: Answer, now: Date): string {
  if (!hours) return m('noHours')
  if (state === 'unknown') return m('nowUnknown')
  if (state === 'open') return until ? m('nowOpenUntil', closingHour(until, now, false)) : m('nowOpenAllDay')
  return until && then === 'open' ? m('nowClosedUntil', hourToCome(until, now)) : m('nowClosed')
}

/** When it opens again after it will have closed. */
function afterwards(
  { until, then }: Answer,
  hours: NonNullable<Station['hours']>,
  now: Date,
  days: SpecialDays,
): string {
  if (!until || then !== 'closed') return ''
  const next = nextOpening(hours, until, days)
  return next ? m('nextOpens', hourToCome(next, now)) : ''
}

export function rideMinutes(distanceM: number): number {
  return Math.max(1, Math.round((distanceM * DETOUR) / RIDE_M_PER_MIN))
}

/** Null where it is too far to ride. */
function arrivalOf(hours: NonNullable<Station['hours']>, now: Date, days: SpecialDays, distanceM: number) {
  const minutes = rideMinutes(distanceM)
  if (minutes > LONGEST_RIDE_MIN) return null
  const { state } = onArrival(hours, now, minutes, days).answer
  const said = state === 'open' ? 'arriveOpen' : state === 'closed' ? 'arriveClosed' : 'arriveUnknown'
  return { state, words: m(said, minutes) }
}

export function confirmationInFull(station: Station, now: Date, { staleDays, stale }: Freshness): FullFact {
  const { liveKnown, liveState, confirmedAt } = station
  const { icon, tone } = confirmationFact(station, now, staleDays, stale)
  const said = (words: string, beside: string, lines: string[] = []): FullFact => ({
    icon,
    tone,
    heads: [{ words, beside }],
    lines,
  })
  if (!liveKnown) return said(t('notKnown'), '', [m('liveNotKnown')])
  const last = confirmedAt ? [m('lastConfirmed', momentWords(confirmedAt, now))] : []
  if (holdsNow(liveState, now)) {
    const kinds = { full: 'liveFull', power_cut: 'livePowerCut', closed: 'liveClosed' } as const
    const until = liveState.until ? [m('liveUntil', hourToCome(liveState.until, now))] : []
    return said(m(kinds[liveState.kind]), m('liveSince', momentWords(liveState.since, now)), [
      ...(liveState.note ? [m('liveNote', liveState.note)] : []),
      ...until,
      ...(liveState.kind !== 'closed' && isDoubted(station) ? [m('doubted')] : []),
      ...last,
    ])
  }
  if (isDoubted(station)) return said(t('unconfirmed'), '', [m('doubted'), ...last])
  if (!confirmedAt) return said(m('neverConfirmedLong'), '')
  const daysAgo = dayNumber(now) - dayNumber(confirmedAt)
  if (daysAgo >= staleDays && !stale) return said(m('daysUnconfirmed', daysAgo), '', last)
  // Where no hours are listed there is nothing that it could agree with.
  return said(momentWords(confirmedAt, now), station.hours ? m('asListed') : '')
}

export function reportsInFull(station: Station, now: Date, { reportsKnown, asOf }: Freshness): FullFact {
  const { icon, tone, words } = reportFact(station, reportsKnown)
  const known = station.liveKnown && reportsKnown
  if (!known)
    return {
      icon,
      tone,
      heads: [{ words, beside: '' }],
      lines: [asOf ? m('savedOn', day(asOf)) : m('liveNotKnown')],
    }
  const heads = bySeverity(station.reports).map((report) => ({
    words: report.you
      ? m(report.you === 'only' ? 'saidByYou' : 'saidByYouToo', reportWords(report))
      : reportWords(report),
    beside: m('lastAt', reportTime(report, now)),
  }))
  return { icon, tone, heads: heads.length > 0 ? heads : [{ words: m('nobodySaid'), beside: '' }], lines: [] }
}

function reportTime({ lastAt }: ReportHere, now: Date): string {
  return dayNumber(lastAt) === dayNumber(now) ? clock(lastAt) : momentWords(lastAt, now)
}

const ENTRY = {
  walk_in: 'entryWalkInLong',
  scan: 'entryScanLong',
  ask: 'entryAskLong',
  register: 'entryRegisterLong',
  unknown: 'entryUnknownLong',
} as const

/** How to get in, and what goes with it: what to say to a guard, where an e-bike stands. */
export function wayIn({ entry, entryNote, gateWords, parking }: Station) {
  const how = m(ENTRY[entry])
  // Some sources write the words in quotation marks already.
  const said = gateWords.replace(/^[“"]+|[”"]+$/g, '')
  return {
    entry: !entryNote ? how : entry === 'unknown' ? entryNote : m('entryThenNote', how, entryNote),
    parking: parking && m('parkEbike', parking),
    gate: said && m('gate', said),
  }
}
