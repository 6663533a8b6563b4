/** A station's three facts in the words of a row. Each is said by itself; none is weighed against another. */
import { clock, day, dayNumber, hoursAndMinutes, minutesOfDay, weekday } from '../../i18n/format.ts'
import { t } from '../../i18n/index.svelte.ts'
import type { IconName } from '../../ui/icons.ts'
import { amenityName } from './named.ts'
import type { Answer, LiveState, ReportHere, ReportKind, Station } from './types.ts'

export interface Fact {
  words: string
  icon: IconName
  /** `warn` is lit: a person should look. `mute` is neither good nor bad. */
  tone: 'ok' | 'mute' | 'warn' | 'stop'
}

const DAY_MS = 86_400_000
/** Minutes: who asks in the evening calls these hours tonight. */
const SMALL_HOURS = 6 * 60
/** From here on the number of days says no more than "long". */
const LONG_DAYS = 30
/** Two distinct people who found the door locked outweigh an older confirmation. */
const DOUBTING = 2

/** An hour to come: "22:00" today, "明天 8:00", "周五 8:00", "12月1日 8:00". */
export function hourToCome(at: Date, from: Date): string {
  return onDay(dayNumber(at), hoursAndMinutes(minutesOfDay(at)), from, at)
}

/** The hour at which it closes. Midnight ends a day, and a night that runs on past it is still tonight on a row. */
export function closingHour(at: Date, from: Date, brief: boolean): string {
  const minutes = minutesOfDay(at)
  if (minutes === 0) return onDay(dayNumber(at) - 1, hoursAndMinutes(1440), from, new Date(at.getTime() - 1))
  const tonight = brief && minutes <= SMALL_HOURS && dayNumber(at) - dayNumber(from) === 1
  return tonight ? hoursAndMinutes(minutes) : hourToCome(at, from)
}

function onDay(dayAt: number, time: string, from: Date, at: Date): string {
  const days = dayAt - dayNumber(from)
  if (days <= 0) return time
  if (days === 1) return t('tomorrowAt', time)
  return t('dayAt', days < 7 ? weekday(at) : day(at), time)
}

/** The listed hours, as they stand at `at`. Old data only says what was listed. */
export function openingFact({ state, until, then }: Answer, at: Date, stale: boolean): Fact {
  const icon: IconName = state === 'unknown' ? 'ask' : 'clock'
  const say = (words: string, good: boolean): Fact => ({ words, icon, tone: good && !stale ? 'ok' : 'mute' })
  if (state === 'unknown') return say(t('hoursUnknown'), false)
  if (state === 'open') {
    const endless = !until || until.getTime() - at.getTime() >= DAY_MS
    if (endless) return say(t(stale ? 'listedAllDay' : 'allDay'), true)
    return say(t(stale ? 'listedUntil' : 'openUntil', closingHour(until, at, true)), true)
  }
  if (!until || then !== 'open') return say(t('closedToday'), false)
  return say(t('opensAt', hourToCome(until, at)), false)
}

/** True while what the manager declared still holds. */
export function holdsNow(state: LiveState | null, now: Date): state is LiveState {
  return state !== null && (!state.until || state.until > now)
}

/** What the manager said last, and how long ago; a state that holds now is said before it. Old data cannot say "not since". */
export function confirmationFact(station: Station, now: Date, staleDays: number, stale: boolean): Fact {
  const { liveKnown, liveState, confirmedAt } = station
  if (!liveKnown) return { words: t('notKnown'), icon: 'ask', tone: 'mute' }
  if (holdsNow(liveState, now)) return stateFact(liveState, isDoubted(station))
  if (isDoubted(station)) return { words: t('unconfirmed'), icon: 'ask', tone: 'warn' }
  if (!confirmedAt) return { words: t('neverConfirmed'), icon: 'ask', tone: 'warn' }
  const days = dayNumber(now) - dayNumber(confirmedAt)
  if (days >= LONG_DAYS) return { words: t('unconfirmedLong'), icon: 'ask', tone: 'warn' }
  if (days >= staleDays && stale) return { words: t('confirmedDaysAgo', days), icon: 'ask', tone: 'warn' }
  if (days >= staleDays) return { words: t('unconfirmedDays', days), icon: 'ask', tone: 'warn' }
  const words =
    days <= 0
      ? t('confirmedAt', clock(confirmedAt))
      : days === 1
        ? t('confirmedYesterday')
        : t('confirmedDaysAgo', days)
  return { words, icon: 'confirmed', tone: 'ok' }
}

/** A door that is shut for the time being casts no further doubt. */
function stateFact({ kind }: LiveState, doubted: boolean): Fact {
  if (kind === 'closed') return { words: t('stateClosed'), icon: 'warn', tone: 'stop' }
  const words = t(kind === 'full' ? 'stateFull' : 'statePowerCut')
  return { words: doubted ? `${words} · ${t('unconfirmed')}` : words, icon: 'warn', tone: 'warn' }
}

/** True when people found the door locked after the manager last confirmed. */
export function isDoubted({ reports, confirmedAt, clearedAt }: Station): boolean {
  const since = confirmedAt ?? clearedAt
  return reports.some(
    (report) => report.kind === 'locked' && report.count >= DOUBTING && (!since || report.lastAt > since),
  )
}

/** What most likely costs a rider the trip comes first. */
const SAYS = {
  gone: 'saidGone',
  locked: 'saidLocked',
  unfriendly: 'saidUnfriendly',
  wrong_place: 'saidWrongPlace',
  amenity_broken: 'saidBroken',
  crowded: 'saidCrowded',
} as const satisfies Record<ReportKind, string>

/** Reports with the one that most likely costs a rider the trip first. */
export function bySeverity(reports: ReportHere[]): ReportHere[] {
  const order = Object.keys(SAYS)
  return [...reports].sort(
    (one, other) => order.indexOf(one.kind) - order.indexOf(other.kind) || other.count - one.count,
  )
}

/** "2 人说锁门", "1 人说微波炉坏了". */
export function reportWords({ kind, count, amenity }: ReportHere): string {
  return kind === 'amenity_broken'
    ? t('saidBroken', count, amenity ? amenityName(amenity) : '')
    : t(SAYS[kind], count)
}

/** What riders said in the last hours; `known` is false when the data is older than those hours. */
export function reportFact(station: Station, known: boolean): Fact {
  if (!station.liveKnown || !known) return { words: t('notKnown'), icon: 'silent', tone: 'mute' }
  const [worst] = bySeverity(station.reports)
  if (!worst) return { words: t('noReports'), icon: 'silent', tone: 'mute' }
  // Within the hours for which a report counts, the hour alone says which day it was.
  return { words: t('saidAt', reportWords(worst), clock(worst.lastAt)), icon: 'warn', tone: 'warn' }
}

const ENTRY = {
  unknown: 'entryUnknown',
  walk_in: 'entryWalkIn',
  scan: 'entryScan',
  ask: 'entryAsk',
  register: 'entryRegister',
} as const satisfies Record<Station['entry'], string>

/** How to get in, on one line. */
export function entryWords({ entry, entryNote }: Station): string {
  if (entry === 'unknown') return entryNote || t('entryUnknown')
  return entryNote ? t('entryWithNote', t(ENTRY[entry]), entryNote) : t(ENTRY[entry])
}
