/** Activities in words: when, where, and whether there is room. */
import { p } from '../../i18n/helping.ts'
import { dayWords, distanceWords, hoursWords, startOf, type When } from '../../i18n/when.ts'
import type { Activity, Line, Shift } from './types.ts'

/** The shift that comes next or is under way; the last one where all are over. */
export function nextShift({ shifts }: Pick<Activity, 'shifts'>, now: Date): Shift | undefined {
  const on = shifts.filter(({ cancelledAt }) => cancelledAt === null)
  return on.find(({ endsAt }) => new Date(endsAt) > now) ?? on.at(-1) ?? shifts[0]
}

/** "明天", "正在进行". */
export function farWords(when: When, now: Date): string {
  const isNow = new Date(when.startsAt) <= now && now < new Date(when.endsAt)
  return isNow ? p('activityNow') : distanceWords(when, now)
}

/** "11月28日 周六" and "09:00–12:00", between which a line may break. */
export const whenParts = (when: When) => [dayWords(startOf(when)), hoursWords(when)] as const

export function placeWords({ place, stationName }: Pick<Activity, 'place' | 'stationName'>): string {
  const words = place.words ?? ''
  const station = stationName ?? ''
  return words.includes(station) ? words : [station, words].filter(Boolean).join(' · ')
}

/** "约 3 公里": we asked from about a kilometre around, so nothing finer would be true. */
export const awayWords = (metres: number) =>
  metres < 1000 ? p('activityAwayLittle') : p('activityAway', Math.round(metres / 1000))

/** "还要 3 人", "满了，2 人候补". */
export function roomWords({ free, waiting }: Pick<Shift, 'free' | 'waiting'>): string {
  if (free > 0) return p('activityFree', free)
  return waiting > 0 ? p('activityFullWaiting', waiting) : p('activityFull')
}

/** Minutes in hours to one decimal, never rounded up. */
export const hoursOf = (minutes: number) => String(Math.floor(minutes / 6) / 10)

/** "+2.5", "−1.0": the hours of one line. */
export const addsWords = (minutes: number) => `${minutes < 0 ? '−' : '+'}${hoursOf(Math.abs(minutes))}`

/** "2 小时 25 分钟": nothing is rounded. */
export function exactWords(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return (minutes < 0 ? '−' : '') + p('exactHours', hours, rest)
}

const CLASSES = { verified: 'class_verified', late: 'class_late', backfilled: 'class_backfilled' } as const
const KINDS = {
  corrected: 'line_corrected',
  released: 'line_released',
  spent: 'line_spent',
  returned: 'line_returned',
  lapsed: 'line_lapsed',
} as const

/** How far what was earned is proved; of other lines, what they are. */
export function lineWords({ kind, serviceClass }: Pick<Line, 'kind' | 'serviceClass'>): string {
  const other = KINDS[kind as keyof typeof KINDS]
  if (other) return p(other)
  return p(CLASSES[serviceClass as keyof typeof CLASSES] ?? 'line_earned')
}

/** What a line is about where the phone knows no activity: vouchers, what lapsed, or some service. */
export function aboutWords({ kind }: Pick<Line, 'kind'>): string {
  if (kind === 'spent' || kind === 'returned') return p('lineVoucher')
  return p(kind === 'lapsed' ? 'hoursRedeemable' : 'lineUnknown')
}
