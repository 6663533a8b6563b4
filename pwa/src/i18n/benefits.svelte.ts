/** The words of benefits, at the counter and at the desk too: apart, since few who have an account open them. */
import { type FactsOf, type SaidAs, type Same, say } from './catalogue.ts'
import { spoken } from './index.svelte.ts'
import { zhCNBenefits } from './zh-CN.benefits.ts'
import { zhCNCounter } from './zh-CN.counter.ts'
import { zhCNOffering } from './zh-CN.offering.ts'
import { zhCNStatements } from './zh-CN.statements.ts'

const zhCN = { ...zhCNBenefits, ...zhCNCounter, ...zhCNOffering, ...zhCNStatements }
export type Benefits = Same<typeof zhCN>

let translated = $state.raw<Benefits | null>(null)

export function b<Key extends keyof Benefits>(
  key: Key,
  ...facts: FactsOf<Benefits[Key]>
): SaidAs<Benefits[Key]> {
  // Another language may be chosen while such a page is open.
  if (spoken() === 'en' && !translated) void translate()
  return say((spoken() === 'en' && translated) || zhCN, key, facts)
}

/** Awaited before a page with these words is shown. */
export async function translate(): Promise<void> {
  if (spoken() !== 'en' || translated) return
  const [benefits, counter, offering, statements] = await Promise.all([
    import('./en.benefits.ts'),
    import('./en.counter.ts'),
    import('./en.offering.ts'),
    import('./en.statements.ts'),
  ])
  translated = {
    ...benefits.enBenefits,
    ...counter.enCounter,
    ...offering.enOffering,
    ...statements.enStatements,
  }
}
