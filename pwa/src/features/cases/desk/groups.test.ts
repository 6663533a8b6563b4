import { expect, it } from 'vitest'
import type { DeskCase } from '../types.ts'
import { grouped } from './groups.ts'

const one = (id: string, state: DeskCase['state'], overdue = false) => ({ id, state, overdue })

it('puts what is overdue first, and keeps the order within each part', () => {
  const all = [
    one('a', 'answered'),
    one('b', 'assigned', true),
    one('c', 'raised'),
    one('d', 'accepted'),
    one('e', 'raised', true),
    one('f', 'assigned'),
    one('g', 'closed'),
  ]
  expect(grouped(all).map(({ group, cases }) => [group, cases.map(({ id }) => id).join('')])).toEqual([
    ['Overdue', 'be'],
    ['ToAccept', 'c'],
    ['UnderWay', 'df'],
    ['Answered', 'a'],
    ['EndedHead', 'g'],
  ])
})
