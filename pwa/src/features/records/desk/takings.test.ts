import { expect, it } from 'vitest'
import type { Seat } from '../types.ts'
import { countedOf } from './takings.ts'

const claim = (id: string, minutes: number, state: string, corrects: string | null) => ({
  id,
  title: '扫楼道',
  minutes,
  state,
  corrects,
})

it('says of a line what is left of it, what was taken and what waits', () => {
  const seat = {
    presences: [
      { id: 'a', title: '扫楼道', minutes: 150, state: 'counted' },
      { id: 'b', title: '扫楼道', minutes: 30, state: 'refused' },
    ],
    claims: [
      claim('c', 40, 'accepted', null),
      claim('d', -60, 'accepted', 'a'),
      claim('e', 20, 'accepted', 'a'),
      claim('f', -50, 'waiting', 'a'),
      claim('g', -10, 'refused', 'a'),
      claim('h', 90, 'waiting', null),
    ],
  } as unknown as Seat
  expect(countedOf(seat)).toEqual([
    { line: 'a', title: '扫楼道', minutes: 110, taken: 60, waiting: 50 },
    { line: 'c', title: '扫楼道', minutes: 40, taken: 0, waiting: 0 },
  ])
})
