/** How far a prefecture's box lies from a point: what decides which packs a phone keeps. */
import type { Box } from './wire.ts'

/** The nearest five must be right across a border, so packs are kept this far around. */
export const NEAR_M = 20_000

const EARTH_M = 6_371_008.8
const RADIANS = Math.PI / 180

/** Metres from a point to the nearest point of the box; 0 inside it. */
export function metresToBox(here: { lon: number; lat: number }, [west, south, east, north]: Box): number {
  const lon = Math.min(Math.max(here.lon, west), east)
  const lat = Math.min(Math.max(here.lat, south), north)
  const high = Math.sin(((lat - here.lat) / 2) * RADIANS) ** 2
  const wide = Math.sin(((lon - here.lon) / 2) * RADIANS) ** 2
  const flat = Math.cos(lat * RADIANS) * Math.cos(here.lat * RADIANS)
  return 2 * EARTH_M * Math.asin(Math.sqrt(high + flat * wide))
}
