/** Meetings in words: when, how far off, where. */
import { clock, day, dayNumber, weekday } from '../../i18n/format.ts'
import { p } from '../../i18n/people.ts'
import type { Meeting, MyAnswer } from './types.ts'

export type When = Pick<Meeting, 'startsAt' | 'endsAt'>

export const startOf = ({ startsAt }: Pick<When, 'startsAt'>) => new Date(startsAt)

/** "11月26日 周四". */
export const dayWords = (at: Date) => `${day(at)} ${weekday(at)}`

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

/** "银盆岭社区二楼会议室 · 溁湾镇工会驿站"; that it is online, where nothing else is said. */
export function placeWords({ place, stationName }: Pick<Meeting, 'place' | 'stationName'>): string {
  const [words, station] = [place.words, stationName ?? '']
  if (plain(words).includes(plain(station))) return words || p('meetingOnline')
  return plain(station).includes(plain(words)) ? station : `${words} · ${station}`
}

/** Words that are the station's name, or say it within, name it once. */
const plain = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

/** How many of those to come take place. */
export const takingPlace = (meetings: readonly Pick<Meeting, 'cancelledAt'>[]) =>
  meetings.filter(({ cancelledAt }) => cancelledAt === null).length

/** "您说去，2 人", "您让王姐去", "您说不去". */
export function answerWords({
  answer,
  people,
  delegate,
}: Pick<MyAnswer, 'answer' | 'people' | 'delegate'>): string {
  if (answer === 'coming') return p('answeredComing', people)
  return answer === 'sending' ? p('answeredSending', delegate) : p('answeredNot')
}

/** Those to come, the nearest first, and those that are over, the latest first; an end passes while one looks. */
export function parted<One extends When>(meetings: readonly One[], now: Date): { ahead: One[]; over: One[] } {
  const isOver = ({ endsAt }: One) => new Date(endsAt) <= now
  const at = ({ startsAt }: One) => Date.parse(startsAt)
  return {
    ahead: meetings.filter((one) => !isOver(one)).sort((one, other) => at(one) - at(other)),
    over: meetings.filter(isOver).sort((one, other) => at(other) - at(one)),
  }
}
