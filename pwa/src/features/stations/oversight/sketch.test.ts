import { expect, it } from 'vitest'
import { circlesOf, SIDE } from './sketch.ts'

const spot = (key: string, lon: number, lat: number, all = 10, due = 0) => ({
  key,
  name: key,
  lon,
  lat,
  all,
  due,
})

it('puts north above south and east right of west, within the square', () => {
  const [south, north] = circlesOf([spot('south', 112.9, 28.1), spot('north', 113.1, 28.4)])
  expect(north?.y).toBeLessThan(south?.y ?? 0)
  expect(north?.x).toBeGreaterThan(south?.x ?? SIDE)
  for (const circle of [south, north]) {
    expect(circle?.x).toBeGreaterThan(0)
    expect(circle?.y).toBeLessThan(SIDE)
  }
})

it('draws more stations larger, and what is due as a part of the area', () => {
  const [many, few] = circlesOf([spot('many', 112.9, 28.1, 100, 25), spot('few', 113, 28.2, 25)])
  expect(few?.radius).toBe((many?.radius ?? 0) / 2)
  expect(many?.due).toBe((many?.radius ?? 0) / 2)
  expect(few?.due).toBe(0)
})

it('draws a single place in the middle', () => {
  expect(circlesOf([spot('one', 112.9, 28.1)])).toMatchObject([{ x: SIDE / 2, y: SIDE / 2 }])
})

it('leaves out the names for which there is no room, of the smaller places', () => {
  const circles = circlesOf([
    spot('small', 112.9, 28.1, 1),
    spot('large', 112.9001, 28.1, 90),
    spot('far', 113.5, 28.1, 1),
  ])
  expect(circles.filter(({ named }) => named).map(({ key }) => key)).toEqual(['large', 'far'])
})
