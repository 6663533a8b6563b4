/** Benefits in words: what they cost, who may have them, what is missing, and what became of a voucher. */
import { b } from '../../i18n/benefits.svelte.ts'
import { clock, day, dayNumber } from '../../i18n/format.ts'
import { dayAt } from './clocks.ts'
import { KINDS, type Kind } from './icons.ts'
import type { Benefit, Missing, Offer, Voucher } from './types.ts'

const SOON_DAYS = 7

/** "2 小时 25 分钟": nothing is rounded. */
export const exactWords = (minutes: number) => b('minutes', Math.floor(minutes / 60), minutes % 60)

/** Minutes in hours to one decimal, never rounded up. */
export const hoursOf = (minutes: number) => String(Math.floor(minutes / 6) / 10)

/** A calendar day as the server tells it, as 2026-12-10. */
export const dayOf = (text: string) => day(new Date(`${text}T00:00:00+08:00`))

/** "7K3M9-Q2X4B". */
export const spaced = (code: string) => `${code.slice(0, 5)} ${code.slice(5)}`

export const costWords = (minutes: number) => (minutes === 0 ? b('free') : b('costs', exactWords(minutes)))

export const quotaWords = ({ times, period }: Benefit['quota']) => b(`quota_${period}`, times)

/** Whether a counter would take it by all that the phone knows: it runs out by itself, also without a network. */
export const isUsable = ({ state, expiresAt }: Voucher, now: Date) =>
  (state === 'issued' || state === 'locked') && new Date(expiresAt) > now

/** Until when it is good: the day before its end, where it ends at midnight. */
export function untilWords(
  { expiresAt }: Voucher,
  now: Date,
): { words: string; last: string; soon: boolean } {
  const last = new Date(Date.parse(expiresAt) - 1)
  const soon = dayNumber(last) - dayNumber(now) < SOON_DAYS
  const words = day(last)
  return { words: b(soon ? 'voucherSoon' : 'voucherBefore', words), last: b('voucherLastDay', words), soon }
}

/** "6月14日 10:22 用过", "5月31日过期，20 小时已退回". */
export function overWords(one: Voucher, now: Date): string {
  const { state, usedAt, endedAt, expiresAt, costMinutes } = one
  if (state === 'used' && usedAt)
    return b('voucherUsed', `${day(new Date(usedAt))} ${clock(new Date(usedAt))}`)
  const ended = day(new Date(endedAt ?? Date.parse(expiresAt) - 1))
  const said =
    state === 'cancelled'
      ? b('voucherCancelled', ended)
      : state === 'void'
        ? b('voucherVoid')
        : b('voucherExpired', ended)
  const isBack = costMinutes > 0 && (endedAt !== null || new Date(expiresAt) > now)
  return isBack ? b('listed', [said, b('voucherBack', exactWords(costMinutes))]) : said
}

/** "再服务 12 小时即可": what somebody can do, or has to wait for. */
export function missingWords({ kind, lackMinutes, need, most, on }: Missing, { benefit }: Offer): string {
  const lack = exactWords(lackMinutes ?? 0)
  switch (kind) {
    case 'stars':
      return b('needStars', lack, need ?? 0)
    case 'minutes':
      return b('needMinutes', lack)
    case 'recent_minutes':
      return b('needRecent', lack, benefit.eligibility.recentDays ?? 0)
    case 'clean_record':
      return on ? b('needRecordUntil', dayOf(on)) : b('needRecord', need ?? 0)
    case 'home':
      return b('needHome', benefit.divisionName)
    case 'birth_date':
      return b('needBirth')
    case 'age':
      return ageWords(need ?? null, most ?? null)
    case 'balance':
      return b('needBalance', lack)
    case 'owed':
      return b('needOwed')
    case 'quota':
      return on ? b('needQuotaUntil', dayOf(on)) : b('needQuota')
    case 'stock':
      return b('needStock')
  }
}

/** Where somebody tells what is missing of themselves. */
export const missingAt = ({ kind }: Missing) =>
  kind === 'birth_date' || kind === 'home' ? '/me/profile' : null

/** Who may have it, line by line, whoever reads it. */
export function whoWords({ eligibility, divisionName }: Benefit): string[] {
  const { stars, minutes, recentMinutes, recentDays, cleanYears, minAge, maxAge } = eligibility
  return [
    b('whoDivision', divisionName),
    ...(stars ? [b('whoStars', stars)] : []),
    ...(minutes ? [b('whoMinutes', exactWords(minutes))] : []),
    ...(recentMinutes ? [b('whoRecent', exactWords(recentMinutes), recentDays ?? 0)] : []),
    ...(cleanYears ? [b('whoRecord', cleanYears)] : []),
    ...(minAge || maxAge ? [ageWords(minAge ?? null, maxAge ?? null)] : []),
  ]
}

export function ageWords(from: number | null, to: number | null): string {
  if (from && to) return b('ageBetween', from, to)
  return to ? b('ageTo', to) : b('ageFrom', from ?? 0)
}

export function blackoutWords({ since, until }: Benefit['blackouts'][number]): string {
  return since === until ? dayOf(since) : b('blackout', dayOf(since), dayOf(until))
}

/** Of the days on which a benefit is not given, those that are still ahead while a voucher is good. */
export function closedDays(one: Voucher, now: Date): Benefit['blackouts'] {
  const today = dayAt(now.getTime())
  return one.benefit.blackouts.filter(({ since, until }) => until >= today && since <= lastDay(one))
}

const lastDay = ({ expiresAt }: Voucher) => dayAt(Date.parse(expiresAt) - 1)

/** That no counter takes it today, though it has not run out; empty where one does. */
export function notTodayWords(one: Voucher, now: Date): string {
  const today = dayAt(now.getTime())
  const closed = closedDays(one, now).find(({ since }) => since <= today)
  if (!closed) return ''
  return closed.until < lastDay(one) ? b('voucherNotToday', dayOf(closed.until)) : b('voucherNeverAgain')
}

/** How many there are of each kind. */
export const countByKind = (offers: Offer[]): Record<Kind, number> =>
  Object.fromEntries(
    KINDS.map((kind) => [kind, offers.filter(({ benefit }) => benefit.category === kind).length]),
  ) as Record<Kind, number>
