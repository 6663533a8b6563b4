/** What somebody can do, in a short line of words: 急救、驾驶. */
import { p } from '../../i18n/helping.ts'

/** Those that many have, and activities ask for. */
export const COMMON = [
  'first_aid',
  'driving',
  'languages',
  'signing',
  'repairs',
  'listening',
  'photos',
] as const

export const wordsIn = (line: string) =>
  line
    .split(/[、，；,;]/)
    .map((one) => one.trim())
    .filter(Boolean)

/** The line with this word, or without it where it was there. */
export function turned(line: string, word: string): string {
  const words = wordsIn(line)
  return (words.includes(word) ? words.filter((one) => one !== word) : [...words, word]).join(
    p('recordSkillsAnd'),
  )
}
