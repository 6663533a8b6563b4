import { expect, it } from 'vitest'
import { edgeFor, labelTurn, marksFor, pointAt, RADIUS, radiusOf } from './radar.ts'

/** Percent of the square: text of 15 px on a sketch of 328. */
const LETTER = 4.6
const thing = (distanceM: number, bearingDeg: number) => ({ distanceM, bearingDeg })

it('draws north up and east to the right', () => {
  const { marks } = marksFor([thing(1000, 0), thing(1000, 90)], 1000, LETTER)
  expect(marks.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
    [50, 6],
    [95, 50],
  ])
})

it('chooses the first ring that holds eight, or all there are', () => {
  expect(edgeFor([180, 320, 420, 650, 780, 900, 950, 990, 4000])).toBe(1000)
  expect(edgeFor([180, 6000])).toBe(10_000)
  expect(edgeFor([])).toBe(500)
})

it('draws what would cover a nearer station apart, where it stands', () => {
  const { marks, crowded } = marksFor(
    [thing(500, 0), thing(520, 2), thing(500, 180), thing(3000, 90)],
    1000,
    LETTER,
  )
  expect(marks.map(({ thing: { bearingDeg } }) => bearingDeg)).toEqual([0, 180])
  expect(crowded.map(({ thing: { bearingDeg } }) => bearingDeg)).toEqual([2])
  expect(crowded[0]?.y).toBeLessThan(50)
})

it('gives near distances more room, and never passes the outer ring', () => {
  expect(radiusOf(200, 1000)).toBeGreaterThan(RADIUS / 5)
  expect(radiusOf(5000, 1000)).toBe(RADIUS)
})

it('labels the rings where no station stands', () => {
  const south = [{ ...pointAt(180, 20) }, { ...pointAt(196, 40) }, { ...pointAt(164, 40) }]
  const turn = labelTurn(south, [20, 30, 44])
  expect(Math.cos((turn * Math.PI) / 180)).toBeGreaterThan(-0.5)
})

it('draws fewer where the letters are large, and none over the person', () => {
  const around = [0, 60, 120, 180, 240, 300].map((bearing) => thing(200, bearing))
  expect(marksFor(around, 1000, LETTER).marks).toHaveLength(6)
  const large = marksFor(around, 1000, 2.4 * LETTER)
  expect(large.marks.length + large.crowded.length).toBe(6)
  expect(large.crowded.length).toBeGreaterThan(0)
  for (const { x, y } of marksFor([thing(5, 0)], 1000, LETTER).marks)
    expect(Math.hypot(x - 50, y - 50)).toBeGreaterThan(3 * LETTER)
})
