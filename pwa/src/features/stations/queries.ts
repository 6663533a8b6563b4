/**
 * What the screens ask of the stations on this phone. Nothing here touches the network; `load()` first,
 * and again whenever `sync()` says that something changed.
 */
import { metresToBox, NEAR_M } from '../../store/near.ts'
import { memory, remember, rememberPlaces } from './memory.ts'
import { decode } from './rules/decoding.ts'
import { bearing, metres, type Point } from './rules/distance.ts'
import { evaluate } from './rules/openingHours.ts'
import { idOf, type Pack, rowOfId } from './rules/pack.ts'
import { rankWish, type WayOut, waysOut } from './rules/relaxing.ts'
import { matches, placeAt, placesLike, terms } from './rules/searching.ts'
import type { Answer, HeldPack, Place, Row, Service, SpecialDays, Station, Wish } from './types.ts'

export type { WayOut } from './rules/relaxing.ts'

/** Without an index nothing says how long a report counts; this is what servers start with. */
const REPORT_HOURS = 6

let lastHere: Point | null = null

/** Takes what is held into memory. Cheap to call again: only what changed is read. */
export function load(): Promise<void> {
  return remember()
}

/** Takes the places into memory, for `places()` and `aroundHere()`; not needed for the first screen. */
export function loadPlaces(): Promise<void> {
  return rememberPlaces()
}

/** What the server says of the whole service; null until a first sync. */
export function service(): Service | null {
  return memory.service
}

export function specialDays(): SpecialDays {
  return memory.days
}

export function held(): HeldPack[] {
  return memory.held.map(({ entry: { division, name, count, bytes, publishedAt } }) => ({
    division,
    name,
    count,
    bytes,
    publishedAt: new Date(publishedAt),
  }))
}

/** The age to print: of the oldest pack around the last ranking, or of all where none is near. */
export function publishedAt(): Date | null {
  const here = lastHere
  const near = here ? memory.held.filter(({ entry }) => metresToBox(here, entry.box) <= NEAR_M) : []
  const times = (near.length > 0 ? near : memory.held).map(({ entry }) => entry.publishedAt)
  return times.length > 0 ? new Date(Math.min(...times)) : null
}

/** The nearest stations that fulfil the wish, and how many do in all. `opening` is judged at `wish.at`, or now. */
export function nearest(here: Point, wish: Wish, now: Date, limit: number): { rows: Row[]; total: number } {
  lastHere = here
  const { found, total } = rankWish(packs(), here, wish, now, memory.days, limit)
  const at = wish.at ?? now
  return { rows: found.map(({ pack, row }) => rowFor(decodeRow(pack, row, now), here, at)), total }
}

/** Up to three ways out of an empty list. */
export function relax(here: Point, wish: Wish, now: Date): WayOut[] {
  return waysOut(packs(), here, wish, now, memory.days)
}

export function station(id: string, now: Date = new Date()): Station | null {
  for (const pack of packs()) {
    const row = rowOfId(pack, id)
    if (row >= 0) return decodeRow(pack, row, now)
  }
  return null
}

export function opening(station: Station, at: Date): Answer {
  return evaluate(station.hours, at, memory.days)
}

/** A station as a row of a list; with `here` null, distance and bearing are not numbers. */
export function rowOf(station: Station, here: Point | null, now: Date): Row {
  return rowFor(station, here, now)
}

/** Stations by name, address, family and pinyin initials: the best fit first, then the nearest. */
export function search(text: string, here: Point | null, now: Date, limit: number): Row[] {
  const wanted = terms(text)
  if (wanted.length === 0) return []
  const families = memory.service?.families ?? NO_FAMILIES
  const found = packs().flatMap((pack) =>
    matches(pack, wanted, families).map(({ row, fit }) => {
      const point = { lon: pack.slow.lon[row] ?? 0, lat: pack.slow.lat[row] ?? 0 }
      return { pack, row, fit, away: here ? metres(here, point) : 0, id: idOf(pack, row) }
    }),
  )
  found.sort((one, other) => one.fit - other.fit || one.away - other.away || (one.id < other.id ? -1 : 1))
  return found.slice(0, limit).map(({ pack, row }) => rowFor(decodeRow(pack, row, now), here, now))
}

/** Places by name, pinyin and initials; none before `loadPlaces()`. */
export function places(text: string, limit: number): Place[] {
  return memory.places ? placesLike(memory.places.file, text, limit) : []
}

/** The name of the street or place a point is around, as "溁湾镇"; '' where nothing is near. */
export function aroundHere(here: Point & { place?: string | null }): string {
  if (here.place) return here.place
  const any: Wish = {
    open: false,
    at: null,
    travelMinutes: 0,
    night: false,
    amenities: [],
    families: [],
    walkIn: false,
    ebikeParking: false,
    withinM: AROUND_M,
  }
  const now = new Date()
  const station = rankWish(packs(), here, any, now, memory.days, 1).found[0]
  const place = nearestPlace(here)
  if (place && (!station || place.away < station.distanceM)) return place.name
  return station ? decodeRow(station.pack, station.row, now).street : ''
}

const AROUND_M = 10_000
const NO_FAMILIES: Service['families'] = []

function nearestPlace(here: Point): { name: string; away: number } | null {
  const file = memory.places?.file
  if (!file) return null
  let best = { index: -1, away: AROUND_M }
  for (let index = 0; index < file.name.length; index++) {
    const away = metres(here, { lon: (file.lon[index] ?? 0) / 1e6, lat: (file.lat[index] ?? 0) / 1e6 })
    if (away < best.away) best = { index, away }
  }
  return best.index < 0 ? null : { name: placeAt(file, best.index).name, away: best.away }
}

function packs(): Pack[] {
  return memory.held.map(({ pack }) => pack)
}

function decodeRow(pack: Pack, row: number, now: Date): Station {
  return decode(pack, row, now, memory.service?.reportHours ?? REPORT_HOURS)
}

function rowFor(station: Station, here: Point | null, at: Date): Row {
  return {
    station,
    distanceM: here ? metres(here, station) : Number.NaN,
    bearingDeg: here ? bearing(here, station) : Number.NaN,
    opening: evaluate(station.hours, at, memory.days),
  }
}
