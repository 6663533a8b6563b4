/** From a row of a held pack to what a list shows. */
import { memory } from './memory.ts'
import { decode } from './rules/decoding.ts'
import { bearing, metres, type Point } from './rules/distance.ts'
import { evaluate } from './rules/openingHours.ts'
import type { Pack } from './rules/pack.ts'
import type { Row, Station } from './types.ts'

/** Without an index nothing says how long a report counts; this is what servers start with. */
const REPORT_HOURS = 6

export function packs(): Pack[] {
  return memory.held.map(({ pack }) => pack)
}

export function stationAt(pack: Pack, row: number, now: Date): Station {
  return decode(pack, row, now, memory.service?.reportHours ?? REPORT_HOURS)
}

/** A station as a row of a list; with `here` null, distance and bearing are not numbers. */
export function rowOf(station: Station, here: Point | null, at: Date): Row {
  return {
    station,
    distanceM: here ? metres(here, station) : Number.NaN,
    bearingDeg: here ? bearing(here, station) : Number.NaN,
    opening: evaluate(station.hours, at, memory.days),
  }
}
