import { expect, it } from 'vitest'
import { asking } from './asking.svelte.ts'
import type { Outcome } from './doing.svelte.ts'

it('keeps what stands there when a new answer is lost, and says so only to whoever has none', async () => {
  const answers: Outcome<number>[] = [
    { is: 'offline' },
    { is: 'done', value: 1 },
    { is: 'offline' },
    { is: 'done', value: 2 },
    { is: 'refused', problem: { status: 404, code: 'not_found' } },
    { is: 'offline' },
  ]
  const asked = asking(async () => answers.shift() ?? { is: 'offline' })
  const shown: unknown[] = []
  while (answers.length > 0) {
    await asked.renew()
    shown.push(asked.reply?.is === 'done' ? asked.reply.value : asked.reply?.is)
  }
  expect(shown).toEqual(['offline', 1, 1, 2, 'refused', 'offline'])
})
