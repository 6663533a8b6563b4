import { expect, it } from 'vitest'
import { inTurn } from './leading.ts'

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
