/** The words of the lazily loaded screens, apart so that the first screen does not carry them. */
import { type FactsOf, type More, type SaidAs, say } from './catalogue.ts'
import { moreInTranslation } from './index.svelte.ts'
import { zhCNMore } from './zh-CN.more.ts'

export function m<Key extends keyof More>(key: Key, ...facts: FactsOf<More[Key]>): SaidAs<More[Key]> {
  return say(moreInTranslation() ?? zhCNMore, key, facts)
}
