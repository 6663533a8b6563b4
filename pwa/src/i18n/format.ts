/** Numbers, days and distances as the chosen language writes them. Times are those of the stations: Asia/Shanghai. */
import { spoken, t } from './index.svelte.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** China keeps UTC+8 all year round, so a wall clock needs no time zone database. */
const SHANGHAI = 8 * 3_600_000

const formats = new Map<string, unknown>()

/** Building a formatter costs more than a row of the list; each is built once. */
export function kept<Format>(name: string, build: (locale: string) => Format): Format {
  const locale = spoken() === 'en' ? 'en-GB' : 'zh-CN'
  const key = locale + name
  if (!formats.has(key)) formats.set(key, build(locale))
  return formats.get(key) as Format
}

/** Days since 1970-01-01 on Shanghai's calendar: equal numbers are the same day. */
export function dayNumber(at: Date): number {
  return Math.floor((at.getTime() + SHANGHAI) / DAY)
}

export function minutesOfDay(at: Date): number {
  return Math.floor(((at.getTime() + SHANGHAI) % DAY) / MINUTE)
}

export function startOfDay(day: number): Date {
  return new Date(day * DAY - SHANGHAI)
}

/** "09:12": a moment that was. */
export function clock(at: Date): string {
  return hoursAndMinutes(minutesOfDay(at)).padStart(5, '0')
}

/** "8:00", "24:00": an hour on a door. Minutes past 1440 belong to the next day's small hours. */
export function hoursAndMinutes(minutes: number): string {
  const within = minutes > 1440 ? minutes - 1440 : minutes
  return `${Math.floor(within / 60)}:${String(within % 60).padStart(2, '0')}`
}

/** "1,234", "28.8": both languages write numbers alike, and the browser's own formatter is slow to build. */
export function number(value: number): string {
  const [whole = '', fraction] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction ? `${grouped}.${fraction}` : grouped
}

/** "11月23日", "23 Nov". */
export function day(at: Date): string {
  return kept(
    'day',
    (locale) =>
      new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'Asia/Shanghai' }),
  ).format(at)
}

/** "周一", "Mon". */
export function weekday(at: Date): string {
  return kept(
    'weekday',
    (locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'Asia/Shanghai' }),
  ).format(at)
}

/** The figure and its unit apart, because a sign writes the figure larger. Nobody walks to the metre: tens are enough. */
export function distanceParts(metres: number): { figure: string; unit: string } {
  const near = metres < 995
  const value = near ? Math.max(10, Math.round(metres / 10) * 10) : metres / 1000
  const figure = near || metres >= 9950 ? number(Math.round(value)) : String(Math.round(value * 10) / 10)
  return { figure, unit: t('units').split(' ')[near ? 0 : 1] ?? '' }
}

export function distance(metres: number): string {
  const { figure, unit } = distanceParts(metres)
  return `${figure}\u00a0${unit}`
}

/** "刚刚", "20 分钟前", "2 小时前", "3 天前". */
export function ago(then: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / MINUTE)
  if (minutes < 1) return t('justNow')
  if (minutes < 60) return t('minutesAgo', minutes)
  if (minutes < 1440) return t('hoursAgo', Math.floor(minutes / 60))
  return t('daysAgo', Math.floor(minutes / 1440))
}

/** One of eight winds: "东北", "north-east". */
export function wind(degrees: number): string {
  return t('winds').split(' ')[Math.round((((degrees % 360) + 360) % 360) / 45) % 8] ?? ''
}
