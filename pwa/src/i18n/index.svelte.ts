/** The words of the app in the language that was chosen. Screens re-read them by themselves when it changes. */
import {
  type Everywhere,
  type FactsOf,
  type First,
  type Language,
  type More,
  type SaidAs,
  say,
} from './catalogue.ts'
import { zhCN } from './zh-CN.ts'

let language = $state.raw<Language>('zh-CN')
let words = $state.raw<First>(zhCN)
let translatedMore = $state.raw<More | null>(null)
let translatedPeople = $state.raw<Everywhere | null>(null)

/** Says a sentence of the first screen. */
export function t<Key extends keyof First>(key: Key, ...facts: FactsOf<First[Key]>): SaidAs<First[Key]> {
  return say(words, key, facts)
}

export function spoken(): Language {
  return language
}

/** The lazily loaded screens' words where they are not Chinese; see `more.ts`. */
export function moreInTranslation(): More | null {
  return translatedMore
}

/** The same of the screens of accounts and work; see `saying.ts`. */
export function peopleInTranslation(): Everywhere | null {
  return translatedPeople
}

/** The language of names and addresses, which stay Chinese: marked only where the page around them is not. */
export function chinese(): 'zh-CN' | undefined {
  return language === 'zh-CN' ? undefined : 'zh-CN'
}

/** Speaks another language, or throws and stays with the old one when its words are neither held nor within reach. */
export async function speak(wanted: Language): Promise<void> {
  if (wanted === 'en') {
    const { english } = await import('./english.ts')
    ;[words, translatedMore, translatedPeople] = await english()
  } else {
    words = zhCN
    translatedMore = null
    translatedPeople = null
  }
  language = wanted
}
