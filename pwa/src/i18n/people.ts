/** The words of accounts and of work, apart so that whoever only looks for a station does not carry them. */
import { type FactsOf, type People, type SaidAs, say } from './catalogue.ts'
import { peopleInTranslation } from './index.svelte.ts'
import { zhCNPeople } from './zh-CN.people.ts'

export function p<Key extends keyof People>(key: Key, ...facts: FactsOf<People[Key]>): SaidAs<People[Key]> {
  return say(peopleInTranslation() ?? zhCNPeople, key, facts)
}
