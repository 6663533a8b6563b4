/**
 * The nearest rows of all held packs, exactly, by brute force.
 *
 * A window on the map that leaves out nothing that may count spares most rows the true distance; it closes in
 * as nearer rows are found. A heap of the best so far spares sorting the rest. Rows are ordered by distance,
 * and by id where distances are equal.
 */
import type { Box } from '../../../store/wire.ts'
import type { SpecialDays, Wish } from '../types.ts'
import { EARTH_RADIUS_M, metres, type Point } from './distance.ts'
import { idOf, type Pack } from './pack.ts'
import { type Sieve, sieves, sift } from './sieve.ts'

export interface Found {
  pack: Pack
  row: number
  distanceM: number
}

export interface Ranking {
  /** Nearest first, at most as many as asked for. */
  found: Found[]
  /** How many rows passed in all. */
  total: number
}

const RADIANS = Math.PI / 180

/** The nearest rows that fulfil a wish. */
export function rankWish(
  packs: readonly Pack[],
  here: Point,
  wish: Wish,
  now: Date,
  days: SpecialDays,
  limit: number,
): Ranking {
  return rank(sieves(packs, wish, now, days), here, limit, wish.withinM)
}

export function rank(
  sieved: readonly { pack: Pack; sieve: Sieve }[],
  here: Point,
  limit: number,
  withinM: number | null,
): Ranking {
  const heap = new Worst(limit)
  const rows = new Uint32Array(Math.max(0, ...sieved.map(({ pack }) => pack.slow.n)))
  let total = 0
  // The nearest prefecture first: its rows narrow the window before the others are looked at.
  const near = sieved.map((one) => ({ ...one, scale: scaleFor(here, one.pack.box) }))
  for (const { pack, sieve, scale } of near.sort((one, other) => one.scale.boxM - other.scale.boxM)) {
    if (withinM !== null && scale.boxM > withinM) continue
    const passed = sift(pack, sieve, rows)
    const inside = offer(pack, rows.subarray(0, passed), here, scale, heap, withinM)
    total += withinM === null ? passed : inside
  }
  return { found: heap.sorted(), total }
}

/** Offers rows to the heap; returns how many lie within the radius, each of which has to be measured. */
function offer(
  pack: Pack,
  rows: Uint32Array,
  here: Point,
  scale: Scale,
  heap: Worst,
  withinM: number | null,
): number {
  const { lon, lat } = pack.slow
  let window = windowAround(here, scale, withinM ?? heap.worst)
  let inside = 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number
    const y = lat[row] as number
    if (y < window.south || y > window.north) continue
    const x = lon[row] as number
    if (x < window.west || x > window.east) continue
    const distanceM = metres(here, { lon: x / 1e6, lat: y / 1e6 })
    if (withinM !== null && distanceM > withinM) continue
    inside++
    if (heap.offer(pack, row, distanceM) && withinM === null) window = windowAround(here, scale, heap.worst)
  }
  return inside
}

/** In microdegrees, as the columns are: whole numbers are compared without being boxed. */
interface Window {
  south: number
  north: number
  west: number
  east: number
}

function windowAround(here: Point, { degreeHighM, degreeWideM }: Scale, reachM: number): Window {
  const high = reachM / degreeHighM
  const wide = reachM / degreeWideM
  return {
    south: Math.floor((here.lat - high) * 1e6) - 1,
    north: Math.ceil((here.lat + high) * 1e6) + 1,
    west: Math.floor((here.lon - wide) * 1e6) - 1,
    east: Math.ceil((here.lon + wide) * 1e6) + 1,
  }
}

interface Scale {
  /** What a degree of latitude and one of longitude are worth at least, on the way to any row of the box. */
  degreeHighM: number
  degreeWideM: number
  /** How far the box is at least. */
  boxM: number
}

/** Distances with which no row of the box is thought further away than it is. */
function scaleFor(here: Point, [west, south, east, north]: Box): Scale {
  const degreeM = EARTH_RADIUS_M * RADIANS
  const narrowest = Math.min(Math.cos(south * RADIANS), Math.cos(north * RADIANS))
  const furthestHigh = Math.max(Math.abs(south - here.lat), Math.abs(north - here.lat))
  const furthestWide = Math.max(Math.abs(west - here.lon), Math.abs(east - here.lon))
  const degreeHighM = degreeM * chord(furthestHigh)
  const flat = Math.sqrt(narrowest * Math.max(Math.cos(here.lat * RADIANS), 0))
  const degreeWideM = degreeM * chord(furthestWide) * flat
  const up = Math.max(south - here.lat, here.lat - north, 0)
  const across = Math.max(west - here.lon, here.lon - east, 0)
  return { degreeHighM, degreeWideM, boxM: Math.hypot(degreeHighM * up, degreeWideM * across) }
}

/** What part of its arc a chord is; nothing is claimed of what lies on the other side of the world. */
function chord(degrees: number): number {
  const half = (degrees / 2) * RADIANS
  if (half === 0) return 1
  return half < Math.PI / 2 ? Math.sin(half) / half : 0
}

/** The best rows so far, the worst of them on top. */
class Worst {
  /** No row further than this gets in. */
  worst = Number.POSITIVE_INFINITY
  readonly #heap: Found[] = []
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
    if (limit <= 0) this.worst = -1
  }

  /** Takes the row if it is among the best; returns whether `worst` may have changed. */
  offer(pack: Pack, row: number, distanceM: number): boolean {
    if (distanceM > this.worst) return false
    const heap = this.#heap
    const found = { pack, row, distanceM }
    if (heap.length < this.#limit) {
      heap.push(found)
      this.#rise(heap.length - 1)
    } else if (compare(found, heap[0] as Found) < 0) {
      heap[0] = found
      this.#sink()
    }
    if (heap.length < this.#limit) return false
    this.worst = (heap[0] as Found).distanceM
    return true
  }

  sorted(): Found[] {
    return this.#heap.sort(compare)
  }

  #rise(from: number): void {
    const heap = this.#heap
    const found = heap[from] as Found
    let at = from
    while (at > 0) {
      const above = (at - 1) >> 1
      if (compare(found, heap[above] as Found) <= 0) break
      heap[at] = heap[above] as Found
      at = above
    }
    heap[at] = found
  }

  #sink(): void {
    const heap = this.#heap
    const found = heap[0] as Found
    let at = 0
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && compare(heap[below + 1] as Found, heap[below] as Found) > 0) below++
      if (compare(found, heap[below] as Found) >= 0) break
      heap[at] = heap[below] as Found
      at = below
    }
    heap[at] = found
  }
}

function compare(one: Found, other: Found): number {
  if (one.distanceM !== other.distanceM) return one.distanceM - other.distanceM
  return idOf(one.pack, one.row) < idOf(other.pack, other.row) ? -1 : 1
}
