import { expect, it } from 'vitest'
import { before, inside } from './spaces.ts'

it('parts a figure from the Chinese behind it, and no word', () => {
  expect(['12:17', '今天 09:12', '昨天', '11月23日'].map((when) => `${before(when)}拍的`)).toEqual([
    '12:17 拍的',
    '今天 09:12 拍的',
    '昨天拍的',
    '11月23日拍的',
  ])
})

it('writes today small inside an English sentence, and days and months as names', () => {
  expect(['Today 09:12', 'Yesterday 18:30', '20 Nov', 'Fri 8:00'].map(inside)).toEqual([
    'today 09:12',
    'yesterday 18:30',
    '20 Nov',
    'Fri 8:00',
  ])
})
