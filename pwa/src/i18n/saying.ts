/** Saying the sentences of an area: its Chinese comes with its screens, another language all at once. */
import { type FactsOf, type SaidAs, type Same, say } from './catalogue.ts'
import { peopleInTranslation } from './index.svelte.ts'

export function saying<Words extends object>(chinese: Words) {
  return <Key extends keyof Same<Words>>(
    key: Key,
    ...facts: FactsOf<Same<Words>[Key]>
  ): SaidAs<Same<Words>[Key]> =>
    say((peopleInTranslation() as Same<Words> | null) ?? (chinese as Same<Words>), key, facts)
}
