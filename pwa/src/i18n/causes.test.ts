import { expect, test } from 'vitest'
import { CAUSE_KEYS, causeWords, reasonWords } from './causes.ts'
import { speak } from './index.svelte.ts'

test('a cause is read in one’s own language, and what a convener wrote stays', async () => {
  const written = CAUSE_KEYS.map(causeWords)
  await speak('en')
  expect(written.map(reasonWords)).toEqual(CAUSE_KEYS.map(causeWords))
  expect(reasonWords('天气不好，开不成。')).toBe('Off because of the weather.')
  expect(reasonWords('会场那天停电')).toBe('会场那天停电')
  await speak('zh-CN')
  expect(reasonWords('天气不好，开不成。')).toBe('天气不好，开不成。')
})
