/**
 * The nearest rows of all held packs, exactly, by brute force.
 *
 * A planar bound that is never longer than the way itself spares most rows the true distance, and a heap of the
 * best so far spares sorting the rest. Rows are ordered by distance, and by id where distances are equal.
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
  // The nearest prefecture first: its rows make the bound tight before the others are looked at.
  const near = sieved.map((one) => ({ ...one, bound: boundFor(here, one.pack.box) }))
  for (const { pack, sieve, bound } of near.sort((one, other) => one.bound.box - other.bound.box)) {
    if (withinM !== null && bound.box > squareAbove(withinM)) continue
    const passed = sift(pack, sieve, rows)
    if (withinM === null) offerAll(pack, rows, passed, here, bound, heap)
    total += withinM === null ? passed : offerWithin(pack, rows, passed, here, bound, heap, withinM)
  }
  return { found: heap.sorted(), total }
}

/** Offers the rows to the heap, measuring those alone that the bound lets pass. */
function offerAll(
  pack: Pack,
  rows: Uint32Array,
  passed: number,
  here: Point,
  bound: Bound,
  heap: Worst,
): void {
  const { lon, lat } = pack.slow
  for (let at = 0; at < passed; at++) {
    const row = rows[at] as number
    const high = (lat[row] as number) - here.lat
    const wide = (lon[row] as number) - here.lon
    if (bound.high * high * high + bound.wide * wide * wide > heap.reach) continue
    heap.offer(pack, row, metres(here, { lon: lon[row] as number, lat: lat[row] as number }))
  }
}

/** The same within a radius; returns how many lie there, each of which has to be measured. */
function offerWithin(
  pack: Pack,
  rows: Uint32Array,
  passed: number,
  here: Point,
  bound: Bound,
  heap: Worst,
  withinM: number,
): number {
  const { lon, lat } = pack.slow
  const reach = squareAbove(withinM)
  let inside = 0
  for (let at = 0; at < passed; at++) {
    const row = rows[at] as number
    const high = (lat[row] as number) - here.lat
    const wide = (lon[row] as number) - here.lon
    if (bound.high * high * high + bound.wide * wide * wide > reach) continue
    const distanceM = metres(here, { lon: lon[row] as number, lat: lat[row] as number })
    if (distanceM > withinM) continue
    inside++
    heap.offer(pack, row, distanceM)
  }
  return inside
}

/** A distance as the bound has it, squared, with a millimetre for rounding. */
function squareAbove(distanceM: number): number {
  return (distanceM + 0.001) ** 2
}

interface Bound {
  /** Square metres for each square degree of latitude, and of longitude. */
  high: number
  wide: number
  /** Square metres to the box at least. */
  box: number
}

/** Factors with which no row of the box is thought further away than it is. */
function boundFor(here: Point, [west, south, east, north]: Box): Bound {
  const degree = (EARTH_RADIUS_M * RADIANS) ** 2
  const narrowest = Math.min(Math.cos(south * RADIANS), Math.cos(north * RADIANS))
  const furthest = {
    high: Math.max(Math.abs(south - here.lat), Math.abs(north - here.lat)),
    wide: Math.max(Math.abs(west - here.lon), Math.abs(east - here.lon)),
  }
  const high = degree * shrink(furthest.high)
  const wide = degree * shrink(furthest.wide) * narrowest * Math.max(Math.cos(here.lat * RADIANS), 0)
  const up = Math.max(south - here.lat, here.lat - north, 0)
  const across = Math.max(west - here.lon, here.lon - east, 0)
  return { high, wide, box: high * up * up + wide * across * across }
}

/** By how much, squared, a chord falls short of its arc; nothing is claimed of what lies on the other side of the world. */
function shrink(degrees: number): number {
  const half = (degrees / 2) * RADIANS
  if (half === 0) return 1
  return half < Math.PI / 2 ? (Math.sin(half) / half) ** 2 : 0
}

/** The best rows so far, the worst of them on top. */
class Worst {
  /** No row further than this gets in. */
  worst = Number.POSITIVE_INFINITY
  /** The same for the bound: squared, with room for rounding. */
  reach = Number.POSITIVE_INFINITY
  readonly #heap: Found[] = []
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
    if (limit <= 0) this.worst = this.reach = -1
  }

  offer(pack: Pack, row: number, distanceM: number): void {
    if (distanceM > this.worst) return
    const heap = this.#heap
    const found = { pack, row, distanceM }
    if (heap.length < this.#limit) {
      heap.push(found)
      this.#rise(heap.length - 1)
    } else if (compare(found, heap[0] as Found) < 0) {
      heap[0] = found
      this.#sink()
    }
    if (heap.length < this.#limit) return
    this.worst = (heap[0] as Found).distanceM
    this.reach = squareAbove(this.worst)
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
