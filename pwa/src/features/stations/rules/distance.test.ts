import { describe, expect, it } from 'vitest'
import vectors from '../../../../../static/vectors/distances.json'
import { bearing, metres, type Point } from './distance.ts'

const pointOf = ([lon = 0, lat = 0]: number[]): Point => ({ lon, lat })
/** The shorter way round the compass, signed. */
const turn = (a: number, b: number) => ((((a - b + 180) % 360) + 360) % 360) - 180

describe('distances', () => {
  it.each(vectors.cases)('measures as the shared cases say: $name', ({ from, to, ...expected }) => {
    const [start, end] = [pointOf(from), pointOf(to)]
    // Haversines lose a few decimetres at the other side of the earth and nothing on this one.
    const allowed = 1e-4 + expected.metres * 1e-8
    expect(Math.abs(metres(start, end) - expected.metres)).toBeLessThanOrEqual(allowed)
    expect(Math.abs(metres(end, start) - expected.metres)).toBeLessThanOrEqual(allowed)
    if (expected.bearing !== null) {
      expect(Math.abs(turn(bearing(start, end), expected.bearing))).toBeLessThan(1e-5)
    }
  })

  it('gives a bearing between north and north', () => {
    for (let lon = -180; lon <= 180; lon += 15) {
      for (const lat of [-1e-9, 0, 1e-9, 45, 90]) {
        const way = bearing({ lon: 0, lat: 0 }, { lon, lat })
        expect(way).toBeGreaterThanOrEqual(0)
        expect(way).toBeLessThan(360)
      }
    }
  })
})
