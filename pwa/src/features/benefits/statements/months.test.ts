import { expect, it } from 'vitest'
import { monthsUntil } from './months.ts'

it('begins with the month on the wall, and goes back over the new year', () => {
  const months = monthsUntil(new Date('2027-01-31T16:30:00Z'))
  expect(months.slice(0, 3)).toEqual(['2027-02', '2027-01', '2026-12'])
  expect(months).toHaveLength(12)
})
