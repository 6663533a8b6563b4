/** When something is that people come to, in words: the day, the hours, how far off. */
import { clock, day, dayNumber, weekday } from './format.ts'
import { p } from './people.ts'

export interface When {
  startsAt: string
  endsAt: string
}

export const startOf = ({ startsAt }: Pick<When, 'startsAt'>) => new Date(startsAt)

/** "11月26日 周四". */
export const dayWords = (at: Date) => p('meetingDay', day(at), weekday(at))

/** "14:30–16:00"; an end on another day is named. */
export function hoursWords({ startsAt, endsAt }: When): string {
  const [starts, ends] = [new Date(startsAt), new Date(endsAt)]
  const end = dayNumber(starts) === dayNumber(ends) ? clock(ends) : `${day(ends)} ${clock(ends)}`
  return `${clock(starts)}–${end}`
}

/** "今天", "明天", "后天", "12 天后"; "正在开" while it lasts, and "3 天前" once it is over. */
export function distanceWords({ startsAt, endsAt }: When, now: Date): string {
  const [starts, ends] = [new Date(startsAt), new Date(endsAt)]
  if (starts <= now && now < ends) return p('meetingNow')
  const days = dayNumber(starts) - dayNumber(now)
  const near = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow', 2: 'dayAfter' } as const
  const name = near[days as keyof typeof near]
  if (name) return p(`meeting_${name}`)
  return days > 0 ? p('meetingInDays', days) : p('meetingDaysAgo', -days)
}

/** The pieces of a title between which a line may break: after what ends a phrase. */
export const titleParts = (title: string) => title.split(/(?<=[、，。；：？！])/)

/** What stands on the date's sign: "26", "11月 周四", "14:30". */
export function signOf({ startsAt }: Pick<When, 'startsAt'>): { day: string; month: string; hour: string } {
  const at = new Date(startsAt)
  const digits = /\d+(?=\D*$)/.exec(day(at))?.[0] ?? ''
  return { day: digits, month: p('meetingMonth', day(at), weekday(at)), hour: clock(at) }
}
