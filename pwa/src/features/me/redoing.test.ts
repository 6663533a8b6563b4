import { expect, it } from 'vitest'
import { redoAt } from './redoing.ts'

const at = (kind: string, path: string, more: { of?: Record<string, string>; editAt?: string } = {}) =>
  redoAt({ kind, path, editAt: null, ...more })

it('leads to the screen on which a thing was said, where it cannot be changed', () => {
  expect(at('station_amenity', '/api/stations/7K3M9Q2X/amenities/toilet/states/1')).toBe(
    '/desk/stations/7K3M9Q2X',
  )
  const answer = '/api/reports/1/answer'
  expect(at('report_answer', answer, { of: { kind: 'locked', station: '7K3M9Q2X' } })).toBe(
    '/desk/stations/7K3M9Q2X',
  )
  expect(at('report_answer', answer, { of: { kind: 'locked' } })).toBe('/desk/stations')
  expect(at('feedback', '/api/feedback/1')).toBe('/feedback')
  expect(at('feedback_answer', '/api/feedback/1/answer')).toBe('/desk/feedback')
})

it('leads nowhere where there is a way to change it, or nobody knows what it is', () => {
  expect(at('report', '/api/reports/1', { editAt: '/s/7K3M9Q2X/report' })).toBeNull()
  expect(at('something', '/api/else/1')).toBeNull()
})
