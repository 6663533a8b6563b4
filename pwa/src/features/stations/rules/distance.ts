/**
 * Distances on a sphere of the earth's mean radius: within 0.6 % of the ellipsoid, far less than
 * what a receiver between high houses is off by. The twin of the server's `distance.py`;
 * static/vectors/distances.json holds the two together.
 */

/** WGS-84 degrees. */
export interface Point {
  lon: number
  lat: number
}

export const EARTH_RADIUS_M = 6_371_008.8
const RADIANS = Math.PI / 180

/** Along the great circle; by haversines, which keep a few metres exact. */
export function metres(a: Point, b: Point): number {
  const north = Math.sin(((b.lat - a.lat) * RADIANS) / 2)
  const east = Math.sin(((b.lon - a.lon) * RADIANS) / 2)
  const h = north * north + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * east * east
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Degrees clockwise from north, 0 to below 360, in which to set out; 0 where the points are one. */
export function bearing(from: Point, to: Point): number {
  const start = from.lat * RADIANS
  const end = to.lat * RADIANS
  const turn = (to.lon - from.lon) * RADIANS
  const east = Math.sin(turn) * Math.cos(end)
  const north = Math.cos(start) * Math.sin(end) - Math.sin(start) * Math.cos(end) * Math.cos(turn)
  return (Math.atan2(east, north) / RADIANS + 360) % 360
}
