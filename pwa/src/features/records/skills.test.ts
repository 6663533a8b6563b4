import { expect, test } from 'vitest'
import { turned, wordsIn } from './skills.ts'

test('a word is put to the others, and taken out again, however they were parted', () => {
  expect(turned('', '急救')).toBe('急救')
  expect(turned('修鞋，急救 ', '驾驶')).toBe('修鞋、急救、驾驶')
  expect(turned('修鞋, 急救;驾驶', '急救')).toBe('修鞋、驾驶')
  expect(turned('急救', '急救')).toBe('')
})

test('a part of a longer word is not that word', () => {
  expect(wordsIn('水电维修')).not.toContain('维修')
  expect(turned('水电维修', '维修')).toBe('水电维修、维修')
})
