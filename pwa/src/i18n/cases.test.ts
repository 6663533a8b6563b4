import { expect, it } from 'vitest'
import { enCaseDesk } from './en.caseDesk.ts'
import { enCases } from './en.cases.ts'
import { zhCNCaseDesk } from './zh-CN.caseDesk.ts'
import { zhCNCases } from './zh-CN.cases.ts'

const zh = Object.entries({ ...zhCNCases, ...zhCNCaseDesk })
const en = Object.entries({ ...enCases, ...enCaseDesk })

/** What a message says with facts that show which words are its own. */
const said = (message: unknown) => String(typeof message === 'function' ? message('2', '3', '4') : message)

it('has each sentence once, whichever page says it', () => {
  const parts = [zhCNCases, zhCNCaseDesk].map((part) => Object.keys(part).length)
  expect(zh).toHaveLength(parts.reduce((sum, many) => sum + many, 0))
  expect(en.map(([key]) => key).sort()).toEqual(zh.map(([key]) => key).sort())
})

it('addresses people as 您, without exclamation, and leaves no Chinese in English', () => {
  for (const [key, message] of zh) expect(said(message), key).not.toMatch(/你|！|亲|赋能/)
  for (const [key, message] of en) expect(said(message), key).not.toMatch(/\p{Script=Han}|!/u)
})
