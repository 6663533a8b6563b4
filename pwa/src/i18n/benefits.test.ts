import { expect, it } from 'vitest'
import { enBenefits } from './en.benefits.ts'
import { enCounter } from './en.counter.ts'
import { enOffering } from './en.offering.ts'
import { enStatements } from './en.statements.ts'
import { zhCNBenefits } from './zh-CN.benefits.ts'
import { zhCNCounter } from './zh-CN.counter.ts'
import { zhCNOffering } from './zh-CN.offering.ts'
import { zhCNStatements } from './zh-CN.statements.ts'

const zh = Object.entries({ ...zhCNBenefits, ...zhCNCounter, ...zhCNOffering, ...zhCNStatements })
const en = Object.entries({ ...enBenefits, ...enCounter, ...enOffering, ...enStatements })

/** What a message says with facts that show which words are its own. */
function said(message: unknown): string {
  if (typeof message !== 'function') return String(message)
  try {
    return String((message as (...facts: unknown[]) => unknown)('2', '3', '4'))
  } catch {
    return String((message as (parts: string[]) => string)(['2', '3']))
  }
}

it('has each sentence once, whichever page says it', () => {
  const parts = [zhCNBenefits, zhCNCounter, zhCNOffering, zhCNStatements].map(
    (part) => Object.keys(part).length,
  )
  expect(zh).toHaveLength(parts.reduce((sum, many) => sum + many, 0))
  expect(en.map(([key]) => key).sort()).toEqual(zh.map(([key]) => key).sort())
})

it('addresses people as 您, without exclamation, and leaves no Chinese in English', () => {
  for (const [key, message] of zh) expect(said(message), key).not.toMatch(/你|！|亲|赋能/)
  for (const [key, message] of en) expect(said(message), key).not.toMatch(/\p{Script=Han}|!/u)
})
