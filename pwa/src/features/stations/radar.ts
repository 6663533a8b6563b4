/** Where a station stands on the radar: north is up, and near distances get more room than far ones. */

/** The outer ring, in metres: the first of these that holds enough stations. */
const EDGES = [500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000]
const ENOUGH = 8
/** Shrinks the far so that the near can be told apart. */
const BEND = 0.575
/** The outer ring's radius, in percent of the square. */
export const RADIUS = 44.5
/** How close two marks may stand, in the height of their letters: larger text leaves room for fewer. */
const APART = { across: 3.3, down: 3.75 }
/** A mark's own words hang below it. */
const LABEL_BELOW = 5

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

/**
 * The nearest first; what would cover an earlier mark is drawn smaller, without words.
 * `letter` is the height of the marks' letters, in percent of the square.
 */
export function marksFor<Thing extends { distanceM: number; bearingDeg: number }>(
  things: Thing[],
  edge: number,
  letter: number,
): { marks: Mark<Thing>[]; crowded: Mark<Thing>[] } {
  const marks: Mark<Thing>[] = []
  const crowded: Mark<Thing>[] = []
  // Room around the person's own mark, too.
  const inner = Math.min(APART.down * letter, RADIUS)
  for (const thing of things) {
    if (thing.distanceM > edge) continue
    const mark = { thing, ...pointAt(thing.bearingDeg, Math.max(inner, radiusOf(thing.distanceM, edge))) }
    const covers = (other: { x: number; y: number }) =>
      Math.abs(other.x - mark.x) < APART.across * letter && Math.abs(other.y - mark.y) < APART.down * letter
    if (marks.some(covers)) crowded.push(mark)
    else marks.push(mark)
  }
  return { marks, crowded }
}

/** Degrees: where the rings may be labelled. */
const LABEL_TURNS = [196, 164, 344, 16, 254, 106, 74, 286]

/** The point of a ring at a bearing, in percent. */
export function pointAt(turn: number, radius: number): { x: number; y: number } {
  const angle = (turn * Math.PI) / 180
  return { x: 50 + radius * Math.sin(angle), y: 50 - radius * Math.cos(angle) }
}

/** The bearing along which the rings' labels keep farthest from the marks. */
export function labelTurn(marks: { x: number; y: number }[], radii: number[]): number {
  const room = (turn: number) =>
    Math.min(
      ...radii.flatMap((radius) =>
        marks.map((mark) =>
          Math.hypot(pointAt(turn, radius).x - mark.x, pointAt(turn, radius).y - mark.y - LABEL_BELOW),
        ),
      ),
    )
  return LABEL_TURNS.reduce((best, turn) => (room(turn) > room(best) ? turn : best))
}
