/** Why a meeting of many is off: the words are everybody's, so each has them in their own language. */
import { chinese } from './index.svelte.ts'

const CAUSES = {
  weather: ['天气不好，开不成。', 'Off because of the weather.'],
  venue: ['场地用不了，开不成。', 'The place cannot be used.'],
  host: ['主持的人来不了，开不成。', 'Whoever leads it cannot come.'],
  few: ['来的人太少，先不开了。', 'Too few are coming.'],
  mistake: ['通知发错了，没有这个会。', 'The notice was a mistake; there is no such meeting.'],
  postponed: ['这次先不开，定了时间再通知。', 'Not this time; a new date will be announced.'],
} as const

export type Cause = keyof typeof CAUSES
export const CAUSE_KEYS = Object.keys(CAUSES) as Cause[]

export const causeWords = (cause: Cause): string => CAUSES[cause][chinese() ? 1 : 0]

/** A reason in the reader's language, where it is one of the causes; else as its convener wrote it. */
export function reasonWords(reason: string): string {
  const cause = CAUSE_KEYS.find((one) => CAUSES[one][0] === reason)
  return cause ? causeWords(cause) : reason
}
