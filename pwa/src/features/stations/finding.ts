/**
 * What a rider asks for beyond the first list: by name, by place, and a way out where there is nothing.
 * Apart from the other queries, so that the first screen need not wait for it.
 */
import { memory } from './memory.ts'
import { packs, rowOf, stationAt } from './rows.ts'
import { metres, type Point } from './rules/distance.ts'
import { idOf, pointOf } from './rules/pack.ts'
import { type WayOut, waysOut } from './rules/relaxing.ts'
import { matches, placesLike, terms } from './rules/searching.ts'
import type { Place, Row, Service, Wish } from './types.ts'

export type { WayOut } from './rules/relaxing.ts'

const NO_FAMILIES: Service['families'] = []

/** Up to three ways out of an empty list. */
export function relax(here: Point, wish: Wish, now: Date): WayOut[] {
  return waysOut(packs(), here, wish, now, memory.days)
}

/** Stations by name, address, family and pinyin initials: the best fit first, then the nearest. */
export function search(text: string, here: Point | null, now: Date, limit: number): Row[] {
  return searched(text, here, now, limit).rows
}

/** The same, with how many there are in all. */
export function searched(
  text: string,
  here: Point | null,
  now: Date,
  limit: number,
): { rows: Row[]; count: number } {
  const wanted = terms(text)
  if (wanted.length === 0) return { rows: [], count: 0 }
  const families = memory.service?.families ?? NO_FAMILIES
  const found = packs().flatMap((pack) =>
    matches(pack, wanted, families).map(({ row, fit }) => {
      return { pack, row, fit, away: here ? metres(here, pointOf(pack, row)) : 0, id: idOf(pack, row) }
    }),
  )
  found.sort((one, other) => one.fit - other.fit || one.away - other.away || (one.id < other.id ? -1 : 1))
  const rows = found.slice(0, limit).map(({ pack, row }) => rowOf(stationAt(pack, row, now), here, now))
  return { rows, count: found.length }
}

/** Places by name, pinyin and initials; none before `loadPlaces()`. */
export function places(text: string, limit: number): Place[] {
  return memory.places ? placesLike(memory.places.file, text, limit) : []
}
