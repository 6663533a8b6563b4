/** What a rider wishes for, turned into look-ups that cost next to nothing for each row. */
import type { OpeningHours, SpecialDays, Wish } from '../types.ts'
import { shutRows } from './decoding.ts'
import { opensDuring, stateAt } from './openingHours.ts'
import type { Pack } from './pack.ts'

export interface Sieve {
  /** Amenities that must be there and work: bits as in the pack's columns. */
  need: number
  needMore: number
  /** 1 for each family, each schedule that passes; null when all do. */
  families: Uint8Array | null
  schedules: Uint8Array | null
  /** The entry that passes, or -1 for any. */
  walkIn: number
  parking: boolean
  /** Rows that do not pass because they are shut for the time being. */
  shut: Set<number> | null
}

const NIGHT_FROM = 22
const NIGHT_TO = 6
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Shanghai keeps UTC+8 all year. */
const SHANGHAI_MS = 8 * HOUR_MS

/** The instant at which a station has to be open. */
export function judgedAt(wish: Wish, now: Date): Date {
  return new Date((wish.at ?? now).getTime() + wish.travelMinutes * 60_000)
}

/** Each pack with its sieve, leaving out those of which no row can pass. */
export function sieves(
  packs: readonly Pack[],
  wish: Wish,
  now: Date,
  days: SpecialDays,
): { pack: Pack; sieve: Sieve }[] {
  const at = judgedAt(wish, now)
  const passes = judge(wish, at, days)
  return packs.flatMap((pack) => {
    const sieve = sieveFor(pack, wish, at, passes)
    return sieve ? [{ pack, sieve }] : []
  })
}

function sieveFor(pack: Pack, wish: Wish, at: Date, passes: Judge): Sieve | null {
  const { tables } = pack
  const wanted = wish.amenities.map((id) => tables.amenities.indexOf(id))
  const walkIn = wish.walkIn ? tables.entries.indexOf('walk_in') : -1
  if (wanted.includes(-1) || (wish.walkIn && walkIn < 0)) return null
  return {
    need: bits(wanted, 0),
    needMore: bits(wanted, 32),
    families: wish.families.length > 0 ? marks(tables.families, (id) => wish.families.includes(id)) : null,
    schedules: wish.open || wish.night ? marks(tables.schedules, passes) : null,
    walkIn,
    parking: wish.ebikeParking,
    shut: wish.open ? shutRows(pack, at) : null,
  }
}

type Judge = (hours: OpeningHours | null) => boolean

/** Says of a schedule whether its hours suit; asked about the same one again, it remembers. */
function judge(wish: Wish, at: Date, days: SpecialDays): Judge {
  const { from, to } = nightAt(at)
  const said = new Map<OpeningHours | null, boolean>()
  const think = (hours: OpeningHours | null) =>
    (!wish.open || stateAt(hours, at, days) === 'open') && (!wish.night || opensDuring(hours, from, to, days))
  return (hours) => {
    const answer = said.get(hours) ?? think(hours)
    said.set(hours, answer)
    return answer
  }
}

/** From when to when "tonight" lasts, as seen at `at`; in the night itself, what is left of it. */
export function nightAt(at: Date): { from: Date; to: Date } {
  const midnight = Math.floor((at.getTime() + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS
  const morning = midnight + NIGHT_TO * HOUR_MS
  if (at.getTime() < morning) return { from: at, to: new Date(morning) }
  return {
    from: new Date(Math.max(at.getTime(), midnight + NIGHT_FROM * HOUR_MS)),
    to: new Date(morning + DAY_MS),
  }
}

function marks<T>(table: readonly T[], passes: (one: T) => boolean): Uint8Array {
  return Uint8Array.from(table, (one) => (passes(one) ? 1 : 0))
}

/** The bits of those amenities that lie in the word which begins at `first`. */
function bits(amenities: number[], first: number): number {
  return amenities
    .filter((index) => index >= first && index < first + 32)
    .reduce((mask, index) => mask | (1 << (index - first)), 0)
}
