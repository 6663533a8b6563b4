/** What a rider wishes for, turned into look-ups that cost next to nothing for each row. */
import type { OpeningHours, SpecialDays, Wish } from '../types.ts'
import { shutRows } from './decoding.ts'
import { opensDuring, stateAt } from './openingHours.ts'
import type { Pack } from './pack.ts'

export interface Sieve {
  /** Bits of amenities that must be there and work. */
  needs: { bits: Uint32Array; need: number }[]
  /** 1 in the table for what passes of that which the column points at. */
  looks: { column: Uint32Array | Uint8Array; table: Uint8Array }[]
  /** Rows that do not pass because they are shut for the time being. */
  shut: Set<number> | null
}

/** What lets every row pass. */
export const EVERY_ROW: Sieve = { needs: [], looks: [], shut: null }

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
  const { slow, tables, working, workingMore } = pack
  const wanted = wish.amenities.map((id) => tables.amenities.indexOf(id))
  if (wanted.includes(-1)) return null
  const needs = [{ bits: working, need: bits(wanted, 0) }]
  if (workingMore) needs.push({ bits: workingMore, need: bits(wanted, 32) })
  const looks: Sieve['looks'] = []
  if (wish.open || wish.night) looks.push({ column: slow.hours, table: marks(tables.schedules, passes) })
  if (wish.families.length > 0) {
    looks.push({ column: slow.family, table: marks(tables.families, (id) => wish.families.includes(id)) })
  }
  if (wish.walkIn) looks.push({ column: slow.entry, table: marks(tables.entries, (id) => id === 'walk_in') })
  if (wish.ebikeParking) looks.push({ column: slow.parks, table: Uint8Array.of(0, 1) })
  return { needs: needs.filter(({ need }) => need !== 0), looks, shut: wish.open ? shutRows(pack, at) : null }
}

/**
 * Writes the rows that pass into `rows` and returns how many they are. One narrow loop for each wish, and
 * none that branches on what it reads: a phone that has just started runs this before it is compiled.
 */
export function sift(pack: Pack, { needs, looks, shut }: Sieve, rows: Uint32Array): number {
  let left = pack.slow.n
  for (let row = 0; row < left; row++) rows[row] = row
  for (const { bits, need } of needs) left = having(rows, left, bits, need)
  for (const { column, table } of looks) left = marked(rows, left, column, table)
  return shut ? without(rows, left, shut) : left
}

function having(rows: Uint32Array, count: number, bits: Uint32Array, need: number): number {
  let left = 0
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number
    rows[left] = row
    left += ((bits[row] as number) & need) === need ? 1 : 0
  }
  return left
}

function marked(
  rows: Uint32Array,
  count: number,
  column: Uint32Array | Uint8Array,
  table: Uint8Array,
): number {
  let left = 0
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number
    rows[left] = row
    left += table[column[row] as number] as number
  }
  return left
}

function without(rows: Uint32Array, count: number, shut: Set<number>): number {
  let left = 0
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number
    rows[left] = row
    left += shut.has(row) ? 0 : 1
  }
  return left
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
