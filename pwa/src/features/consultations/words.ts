/** Meetings in words: where, and what one has answered. */
import { p } from '../../i18n/people.ts'
import type { When } from '../../i18n/when.ts'
import type { Meeting, MyAnswer } from './types.ts'

export { dayWords, distanceWords, hoursWords, signOf, startOf } from '../../i18n/when.ts'

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
