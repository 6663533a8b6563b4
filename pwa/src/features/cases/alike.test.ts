import { expect, it } from 'vitest'
import { together } from './alike.ts'
import type { Alike } from './types.ts'

const one = (id: string, about: string | null, people: number) => ({ id, about, people }) as Alike

it('offers a concern once, with all its people, and leaves those that are in none apart', () => {
  const found = [one('a', '夜间停车', 2), one('b', null, 1), one('c', '夜间停车', 3), one('d', null, 1)]
  expect(together(found).map(({ id, people }) => [id, people])).toEqual([
    ['a', 5],
    ['b', 1],
    ['d', 1],
  ])
})
