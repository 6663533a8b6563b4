import { expect, it } from 'vitest'
import { kindChoice } from './attended.ts'

it('leaves to be said for which party somebody came, where there are any', () => {
  const asked = kindChoice([{ kind: 'platform' }, { kind: 'riders' }])
  expect(asked.first).toBe('')
  expect(asked.options.map(({ value }) => value)).toEqual(['', 'riders', 'platform', 'residents'])
  const open = kindChoice([])
  expect(open.first).toBe('residents')
  expect(open.options.map(({ value }) => value)).toEqual(['residents'])
})
