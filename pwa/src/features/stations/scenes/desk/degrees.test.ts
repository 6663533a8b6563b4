import { expect, it } from 'vitest'
import { metres } from '../../rules/distance.ts'
import { isSwapped, spotOf, writtenOf } from './degrees.ts'

const DOOR = { lon: 112.95107, lat: 28.19785 }

it('takes a point as the map says it from which it was read', () => {
  for (const datum of ['wgs84', 'gcj02', 'bd09'] as const) {
    const back = spotOf(writtenOf(DOOR, datum), datum)
    expect(back && metres(back, DOOR), datum).toBeLessThan(1)
  }
  const misread = spotOf(writtenOf(DOOR, 'gcj02'), 'wgs84')
  expect(misread && metres(misread, DOOR)).toBeGreaterThan(300)
})

it('tells two numbers the wrong way round from one that is missing', () => {
  expect(isSwapped({ lon: '28.19785', lat: '112.95107' })).toBe(true)
  expect(spotOf({ lon: '28.19785', lat: '112.95107' }, 'wgs84')).toBeNull()
  for (const written of [
    { lon: '112.95107', lat: '' },
    { lon: '112.95107', lat: '28.19785' },
    { lon: '1', lat: '112.95107' },
  ])
    expect(isSwapped(written)).toBe(false)
})
