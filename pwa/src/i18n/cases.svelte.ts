/** The words of demands, and of the desk where they are handled: apart, since few who have an account open them. */
import { type FactsOf, type SaidAs, type Same, say } from './catalogue.ts'
import { spoken } from './index.svelte.ts'
import { zhCNCaseDesk } from './zh-CN.caseDesk.ts'
import { zhCNCases } from './zh-CN.cases.ts'

const zhCN = { ...zhCNCases, ...zhCNCaseDesk }
export type Cases = Same<typeof zhCN>

let translated = $state.raw<Cases | null>(null)

export function c<Key extends keyof Cases>(key: Key, ...facts: FactsOf<Cases[Key]>): SaidAs<Cases[Key]> {
  // Another language may be chosen while such a page is open.
  if (spoken() === 'en' && !translated) void translate()
  return say((spoken() === 'en' && translated) || zhCN, key, facts)
}

/** Awaited before a page with these words is shown. */
export async function translate(): Promise<void> {
  if (spoken() !== 'en' || translated) return
  const [cases, desk] = await Promise.all([import('./en.cases.ts'), import('./en.caseDesk.ts')])
  translated = { ...cases.enCases, ...desk.enCaseDesk }
}
