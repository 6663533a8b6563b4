/** Ways out of an empty list: what is there when one wish is given up. */
import type { SpecialDays, Wish } from '../types.ts'
import type { Point } from './distance.ts'
import { nextOpening } from './openingHours.ts'
import type { Pack } from './pack.ts'
import { rankWish } from './ranking.ts'
import { judgedAt } from './sieve.ts'

export interface WayOut {
  kind: 'amenity' | 'open' | 'further' | 'family' | 'walkIn' | 'ebike' | 'night'
  /** The amenity to give up; the metres to go, for 'further'. */
  what: string | null
  /** For 'open': when the first of them opens; null when nobody knows whether they do. */
  at: Date | null
  count: number
  nearestM: number
}

const STEPS_M = [1_000, 2_000, 3_000, 5_000, 10_000, 20_000, 50_000]
const AT_MOST = 3
/** So many of the nearest closed stations are asked when they open. */
const ASKED = 1_000

/** Up to three, in the order in which a rider would rather give something up. */
export function waysOut(
  packs: readonly Pack[],
  here: Point,
  wish: Wish,
  now: Date,
  days: SpecialDays,
): WayOut[] {
  const without = (
    kind: WayOut['kind'],
    patch: Partial<Wish>,
    what: string | null = null,
    at: Date | null = null,
  ): WayOut[] => {
    const { found, total } = rankWish(packs, here, { ...wish, ...patch }, now, days, 1)
    return found[0] ? [{ kind, what, at, count: total, nearestM: found[0].distanceM }] : []
  }
  const amenity = () =>
    wish.amenities
      .flatMap((id) => without('amenity', { amenities: wish.amenities.filter((other) => other !== id) }, id))
      .sort((one, other) => one.nearestM - other.nearestM)
      .slice(0, 1)
  const open = () => {
    if (!wish.open) return []
    const at = firstOpening(packs, here, wish, now, days)
    const later = at ? without('open', { at }, null, at) : []
    return later.length > 0 ? later : without('open', { open: false })
  }
  const further = () => {
    for (const step of STEPS_M) {
      if (wish.withinM === null || step <= wish.withinM) continue
      const way = without('further', { withinM: step }, String(step))
      if (way.length > 0) return way
    }
    return []
  }
  const tries = [
    amenity,
    open,
    further,
    () => (wish.families.length > 0 ? without('family', { families: [] }) : []),
    () => (wish.walkIn ? without('walkIn', { walkIn: false }) : []),
    () => (wish.ebikeParking ? without('ebike', { ebikeParking: false }) : []),
    () => (wish.night ? without('night', { night: false }) : []),
  ]
  const ways: WayOut[] = []
  for (const attempt of tries) {
    if (ways.length < AT_MOST) ways.push(...attempt())
  }
  return ways
}

/** When the first station opens that has all the rest of the wish. */
function firstOpening(
  packs: readonly Pack[],
  here: Point,
  wish: Wish,
  now: Date,
  days: SpecialDays,
): Date | null {
  const from = judgedAt(wish, now)
  const { found } = rankWish(packs, here, { ...wish, open: false }, now, days, ASKED)
  const schedules = new Set(
    found.map(({ pack, row }) => pack.tables.schedules[pack.slow.hours[row] ?? 0] ?? null),
  )
  let first: Date | null = null
  for (const hours of schedules) {
    const opens = nextOpening(hours, from, days)
    if (opens !== null && (first === null || opens < first)) first = opens
  }
  return first
}
