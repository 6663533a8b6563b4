/** The words of the five forms of meetings: apart, since few who have an account open them. */
import { type FactsOf, type SaidAs, type Same, say } from './catalogue.ts'
import { spoken } from './index.svelte.ts'
import { zhCNForms } from './zh-CN.forms.ts'

export type Forms = Same<typeof zhCNForms>

let translated = $state.raw<Forms | null>(null)

export function f<Key extends keyof Forms>(key: Key, ...facts: FactsOf<Forms[Key]>): SaidAs<Forms[Key]> {
  // Another language may be chosen while such a page is open.
  if (spoken() === 'en' && !translated) void translate()
  return say((spoken() === 'en' && translated) || zhCNForms, key, facts)
}

/** Awaited before a page with these words is shown. */
export async function translate(): Promise<void> {
  if (spoken() !== 'en' || translated) return
  translated = (await import('./en.forms.ts')).enForms
}
