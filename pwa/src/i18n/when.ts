/** When something is that people come to, in words: the day, the hours, how far off. */
import { clock, day, dayNumber, weekday } from './format.ts'
import { p } from './people.ts'

export interface When {
  startsAt: string
  endsAt: string
}

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

/**
 * Between which a part may break; the part as it is where the phone knows no words. A character alone stays with
 * what stands beside it: 外, 卖 and 车 are three words to a dictionary.
 */
export function titleWords(part: string): string[] {
  if (typeof Intl.Segmenter !== 'function') return [part]
  const words: string[] = []
  let long = false
  for (const { segment, isWordLike } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(part)) {
    const isLong = isWordLike === true && segment.length > 1
    if (words.length === 0 || (long && isLong)) words.push(segment)
    else words[words.length - 1] += segment
    if (isWordLike) long = isLong
  }
  return words
}

/** Where even one of these has no room: in pairs, so that no character and no mark stands alone on a line. */
export function titlePieces(word: string): string[] {
  const pieces = word.match(/[^、，。；：？！”）》]{2}[、，。；：？！”）》]*/gu) ?? []
  const rest = word.slice(pieces.join('').length)
  const last = pieces.pop()
  return last === undefined ? [word] : [...pieces, last + rest]
}

/** What stands on the date's sign: "26", "11月 周四", "14:30". */
export function signOf({ startsAt }: Pick<When, 'startsAt'>): { day: string; month: string; hour: string } {
  const at = new Date(startsAt)
  const digits = /\d+(?=\D*$)/.exec(day(at))?.[0] ?? ''
  return { day: digits, month: p('meetingMonth', day(at), weekday(at)), hour: clock(at) }
}
