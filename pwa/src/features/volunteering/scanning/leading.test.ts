import { expect, it } from 'vitest'
import { inTurn, nearest } from './leading.ts'

const NOW = Date.parse('2026-11-26T10:00:00Z')
const at = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString()
const shift = (id: string, from: number, to: number) => ({ id, startsAt: at(from), endsAt: at(to) })

it('begins with the shift that is on, goes on with what comes next, and ends with what is over', () => {
  const shifts = [
    shift('next week', 168, 170),
    shift('over', -5, -2),
    shift('tomorrow', 24, 26),
    shift('on', -1, 1),
    shift('just over', -3, -1),
  ]
  expect(inTurn(shifts, NOW).map(({ id }) => id)).toEqual([
    'on',
    'tomorrow',
    'next week',
    'just over',
    'over',
  ])
})

it('leaves out the furthest of many activities, and not the one that is on', () => {
  const days = Array.from({ length: 30 }, (_, at) => 30 - at)
  const activities = days.map((day) => ({ id: day, state: 'approved', startsAt: at(day * 24) }))
  const on = { id: 0, state: 'approved', startsAt: at(-1) }
  const asTold = [...activities, on, { ...on, state: 'draft' }]
  expect(nearest(asTold, NOW).map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, day) => day))
})
