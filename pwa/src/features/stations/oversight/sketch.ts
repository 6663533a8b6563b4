/** Places as circles on a square, north up: no map, only where they lie to each other. */

export const SIDE = 320
const MARGIN = 40
const LARGEST = 26
const SMALLEST = 5

export interface Spot {
  key: string
  name: string
  lon: number
  lat: number
  all: number
  due: number
}

export interface Circle {
  key: string
  name: string
  x: number
  y: number
  labelY: number
  radius: number
  /** The part that is due, as the radius of a circle of that share of the area. */
  due: number
  /** Whether there is room for its name; the larger come first. */
  named: boolean
}

/** How far apart names stand, in the square's own measure. */
const APART = { across: 40, down: 14 }
const BELOW = 12

export function circlesOf(spots: Spot[]): Circle[] {
  if (spots.length === 0) return []
  const lats = spots.map(({ lat }) => lat)
  const middle = (Math.min(...lats) + Math.max(...lats)) / 2
  // A degree of longitude is shorter than one of latitude, the farther north the more.
  const across = Math.cos((middle * Math.PI) / 180)
  const xs = spots.map(({ lon }) => lon * across)
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const span = Math.max(east - west, north - south) || 1
  const scale = (SIDE - 2 * MARGIN) / span
  const most = Math.max(...spots.map(({ all }) => all), 1)
  const before: { x: number; y: number; radius: number; label: { x: number; y: number } | null }[] = []
  const largestFirst = [...spots].sort((one, other) => other.all - one.all)
  return largestFirst.map(({ key, name, lon, lat, all, due }) => {
    const radius = Math.max(SMALLEST, LARGEST * Math.sqrt(all / most))
    const x = SIDE / 2 + (lon * across - (west + east) / 2) * scale
    const y = SIDE / 2 - (lat - (south + north) / 2) * scale
    const label = { x, y: y + radius + BELOW }
    const named = before.every(
      (other) =>
        Math.hypot(other.x - label.x, other.y - label.y) > other.radius &&
        !(
          other.label &&
          Math.abs(other.label.x - label.x) < APART.across &&
          Math.abs(other.label.y - label.y) < APART.down
        ),
    )
    before.push({ x, y, radius, label: named ? label : null })
    return {
      key,
      name,
      x,
      y,
      labelY: label.y,
      named,
      radius,
      due: all > 0 ? radius * Math.sqrt(due / all) : 0,
    }
  })
}
