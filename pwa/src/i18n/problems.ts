/** What a refusal says to a person. The sentences come when the first refusal does. */
import type { Language } from './catalogue.ts'
import { clock, day, dayNumber } from './format.ts'
import type { zhCNProblems, zhCNReasons } from './zh-CN.problems.ts'

export type Problems = Record<keyof typeof zhCNProblems, readonly [happened: string, todo: string]>

/** Where a refusal says why, or which field, its sentence has the blank {reason}, filled from these. */
export type Reasons = {
  [Code in keyof typeof zhCNReasons]: Record<keyof (typeof zhCNReasons)[Code], string>
}

export interface Said {
  happened: string
  todo: string
  /** By which rule or article, where that needs naming. */
  ground?: string
}

/** The facts of a refusal that name it. */
export interface Ground {
  article?: number
  rule?: string
  letter?: string
}

/** Says a refusal by its code, with its facts in the blanks; throws where the words are neither held nor in reach. */
export async function saidOf(
  { code, facts = {} }: { code: string; facts?: Record<string, unknown> },
  language: Language,
): Promise<Said> {
  const { words, reasons, groundOf } = await wordsIn(language)
  const [happened, todo] = Object.hasOwn(words, code) ? words[code as keyof Problems] : words.unknown
  const why = String(facts.reason ?? facts.why ?? facts.field)
  const known: Record<string, string> = Object.hasOwn(reasons, code) ? reasons[code as keyof Reasons] : {}
  const told: Record<string, unknown> = {
    ...facts,
    reason: known[why] ?? why,
    wait: waitOf(Number(facts.retryAfterS), language),
  }
  const filled = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (_, fact) => wordsOf(told[fact], DAYS.has(fact)))
  return { happened: filled(happened), todo: filled(todo), ground: groundOf(facts) }
}

const INSTANT = /^\d{4}-\d\d-\d\dT/
const DAY = /^\d{4}-\d\d-\d\d$/
/** By which people go; the day of an edition stands as it does on its cover. */
const DAYS: ReadonlySet<string> = new Set(['earliest', 'since', 'until'])

/** A fact in its blank; of an instant when that is, with the day where it is not today. */
function wordsOf(fact: unknown, asDay: boolean): string {
  const text = String(fact ?? '?')
  if (asDay && DAY.test(text)) return day(new Date(`${text}T12:00:00+08:00`))
  if (!INSTANT.test(text)) return text
  const at = new Date(text)
  return dayNumber(at) === dayNumber(new Date()) ? clock(at) : `${day(at)} ${clock(at)}`
}

/** "40 秒", "25 分钟", "3 小时": rounded up, because coming early is in vain. */
function waitOf(seconds: number, language: Language): string {
  const [size, zh, en] =
    seconds < 90
      ? ([1, '秒', 's'] as const)
      : seconds < 5400
        ? ([60, '分钟', 'min'] as const)
        : ([3600, '小时', 'h'] as const)
  return `${Math.ceil(seconds / size)} ${language === 'en' ? en : zh}`
}

async function wordsIn(
  language: Language,
): Promise<{ words: Problems; reasons: Reasons; groundOf: (facts: Ground) => string }> {
  if (language === 'en') {
    const { enProblems, enReasons, enGround } = await import('./en.problems.ts')
    return { words: enProblems, reasons: enReasons, groundOf: enGround }
  }
  const { zhCNProblems, zhCNReasons, zhCNGround } = await import('./zh-CN.problems.ts')
  return { words: zhCNProblems, reasons: zhCNReasons, groundOf: zhCNGround }
}
