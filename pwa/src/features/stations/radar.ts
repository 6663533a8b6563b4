/** Where a station stands on the radar: north is up, and near distances get more room than far ones. */

/** The outer ring, in metres: the first of these that holds enough stations. */
const EDGES = [500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000]
const ENOUGH = 8
/** Shrinks the far so that the near can be told apart. */
const BEND = 0.575
/** Percent of the square: the outer ring's radius, and how close two marks may stand. */
export const RADIUS = 44.5
const APART = { x: 15, y: 17 }
/** Room around the person's own mark. */
const INNER = 10

export interface Mark<Thing> {
  thing: Thing
  /** Percent from the left and from the top. */
  x: number
  y: number
}

export function edgeFor(distances: number[]): number {
  const reach = distances[Math.min(ENOUGH, distances.length) - 1] ?? 0
  return EDGES.find((edge) => edge >= reach) ?? Math.ceil(reach / 1_000_000) * 1_000_000
}

/** The distances of the rings inside the outer one. */
export function ringsFor(edge: number): number[] {
  return [edge / 5, edge / 2]
}

export function radiusOf(distance: number, edge: number): number {
  return RADIUS * (Math.min(distance, edge) / edge) ** BEND
}

/** The nearest first; what would cover an earlier mark is left out and counted. */
export function marksFor<Thing extends { distanceM: number; bearingDeg: number }>(things: Thing[], edge: number): { marks: Mark<Thing>[]; crowded: number } {
  const marks: Mark<Thing>[] = []
  let crowded = 0
  for (const thing of things) {
    if (thing.distanceM > edge) continue
    const turn = (thing.bearingDeg * Math.PI) / 180
    const radius = Math.max(INNER, radiusOf(thing.distanceM, edge))
    const mark = { thing, x: 50 + radius * Math.sin(turn), y: 50 - radius * Math.cos(turn) }
    if (marks.some((other) => Math.abs(other.x - mark.x) < APART.x && Math.abs(other.y - mark.y) < APART.y)) crowded += 1
    else marks.push(mark)
  }
  return { marks, crowded }
}
