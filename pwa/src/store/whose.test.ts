import { describe, expect, it } from 'vitest'
import { LI } from './sessionMaker.ts'
import type { Who } from './who.ts'
import { isTheirs } from './whose.ts'

const OTHERS: Who[] = [
  { is: 'nobody' },
  { is: 'leaving' },
  { is: 'ended', me: LI, why: 'signed_out_elsewhere' },
  { is: 'in', me: { ...LI, id: 'somebody else' } },
]

describe('what was written under an account', () => {
  it('is seen by its writer', () => {
    expect(isTheirs({ account: LI.id }, { is: 'in', me: LI })).toBe(true)
  })

  it.each(OTHERS)('is not seen while it is $is', (now) => {
    expect(isTheirs({ account: LI.id }, now)).toBe(false)
  })
})

it.each<Who>([...OTHERS, { is: 'in', me: LI }])('shows what nobody signed for while it is $is', (now) => {
  expect(isTheirs({ account: null }, now)).toBe(true)
})
