/** What a refusal says to a person. The sentences come when the first refusal does. */
import type { Language } from './catalogue.ts'
import type { zhCNProblems } from './zh-CN.problems.ts'

export type Problems = Record<keyof typeof zhCNProblems, readonly [happened: string, todo: string]>

export interface Said {
  happened: string
  todo: string
}

/** Says a refusal by its code, with its facts in the blanks; throws where the words are neither held nor in reach. */
export async function saidOf(
  { code, facts = {} }: { code: string; facts?: Record<string, unknown> },
  language: Language,
): Promise<Said> {
  const words = await wordsIn(language)
  const [happened, todo] = Object.hasOwn(words, code) ? words[code as keyof Problems] : words.unknown
  const filled = (sentence: string) => sentence.replace(/\{(\w+)\}/g, (_, fact) => String(facts[fact] ?? '?'))
  return { happened: filled(happened), todo: filled(todo) }
}

async function wordsIn(language: Language): Promise<Problems> {
  if (language === 'en') return (await import('./en.problems.ts')).enProblems
  return (await import('./zh-CN.problems.ts')).zhCNProblems
}
