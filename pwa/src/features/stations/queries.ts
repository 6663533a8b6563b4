/**
 * What the screens ask of the stations on this phone. Nothing here touches the network; `load()` first,
 * and again whenever `sync()` says that something changed.
 */
import type { PackEntry } from '../../store/halves.ts'
import { metresToBox, NEAR_M } from '../../store/near.ts'
import type { OfferedPack } from '../../store/wire.ts'
import { memory, remember, rememberPlaces } from './memory.ts'
import { packs, rowOf, stationAt } from './rows.ts'
import { metres, type Point } from './rules/distance.ts'
import { evaluate } from './rules/openingHours.ts'
import { rowOfId } from './rules/pack.ts'
import { rank, rankWish } from './rules/ranking.ts'
import { EVERY_ROW } from './rules/sieve.ts'
import type { Answer, HeldPack, Row, Service, SpecialDays, Station, Wish } from './types.ts'

export { rowOf } from './rows.ts'

/** So far a place still names where one is. */
const AROUND_M = 10_000

/** The last ranking: around what, and how far, in metres, what it showed or could be expected to show. */
let last: { here: Point; reachM: number } | null = null

/** Takes what is held into memory. Cheap to call again: only what changed is read. */
export function load(): Promise<void> {
  return remember()
}

/** Takes the prefectures around a point into memory: much less to read than all of them. */
export function loadAround(here: Point): Promise<void> {
  return remember(({ box }) => metresToBox(here, box) <= NEAR_M)
}

/** Whether a prefecture that is held and not in memory yet could change these rows, or their age. */
export function isPartial(here: Point, rows: Row[], limit: number): boolean {
  const reach = rows.length < limit ? Number.POSITIVE_INFINITY : (rows.at(-1)?.distanceM ?? 0)
  return memory.unread.some(({ box }) => metresToBox(here, box) <= Math.max(NEAR_M, reach))
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
  return memory.held.map(({ entry }) => {
    const { division, name, count, bytes } = entry
    return { division, name, count, bytes, asOf: new Date(asOfEntry(entry)) }
  })
}

/**
 * When what is shown was last known to be the newest: of the oldest pack that reaches into the last ranking, of all
 * where none does, or of the one prefecture that is named.
 */
export function asOf(prefecture?: string): Date | null {
  const entries = memory.held.map(({ entry }) => entry)
  const shown = entries.filter(({ name, box }) =>
    prefecture ? name === prefecture : last && metresToBox(last.here, box) <= last.reachM,
  )
  const times = (shown.length > 0 ? shown : entries).map(asOfEntry)
  return times.length > 0 ? new Date(Math.min(...times)) : null
}

const asOfEntry = ({ newestAt, publishedAt }: PackEntry) => newestAt ?? publishedAt

/** So many nearest have to be right, whatever else the list shows. */
export const SURE = 5

/** How far away, in metres, a station could still be one of the nearest five of this ranking. */
export function reachOf(rows: readonly Row[], { withinM }: Wish): number {
  return rows[SURE - 1]?.distanceM ?? withinM ?? Number.POSITIVE_INFINITY
}

/** All prefectures that there are, held or not. */
export function offered(): OfferedPack[] {
  return memory.offered
}

/** The prefectures that this phone could hold and does not, the nearest first; of these, those within a reach. */
export function notHeld(here: Point | null = null, reachM = Number.POSITIVE_INFINITY): OfferedPack[] {
  const mine = [...memory.held.map(({ entry }) => entry), ...memory.unread]
  const awayM = ({ box }: OfferedPack) => (here ? metresToBox(here, box) : 0)
  return memory.offered
    .filter((one) => !mine.some(({ division }) => division === one.division) && awayM(one) <= reachM)
    .sort((one, other) => awayM(one) - awayM(other))
}

/** The nearest stations that fulfil the wish, and how many do in all. `opening` is judged at `wish.at`, or now. */
export function nearest(here: Point, wish: Wish, now: Date, limit: number): { rows: Row[]; total: number } {
  const { found, total } = rankWish(packs(), here, wish, now, memory.days, limit)
  last = { here, reachM: Math.max(NEAR_M, found.at(-1)?.distanceM ?? 0) }
  const at = wish.at ?? now
  return { rows: found.map(({ pack, row }) => rowOf(stationAt(pack, row, now), here, at)), total }
}

export function station(id: string, now: Date = new Date()): Station | null {
  for (const pack of packs()) {
    const row = rowOfId(pack, id)
    if (row >= 0) return stationAt(pack, row, now)
  }
  return null
}

export function opening(station: Station, at: Date): Answer {
  return evaluate(station.hours, at, memory.days)
}

/** The name of the street or place a point is around, as "溁湾镇"; '' where nothing is near. */
export function aroundHere(here: Point & { place?: string | null }): string {
  if (here.place) return here.place
  const all = packs().map((pack) => ({ pack, sieve: EVERY_ROW }))
  const station = rank(all, here, 1, AROUND_M).found[0]
  const place = nearestPlace(here)
  if (place && (!station || place.away < station.distanceM)) return place.name
  return station ? stationAt(station.pack, station.row, new Date()).street : ''
}

function nearestPlace(here: Point): { name: string; away: number } | null {
  const file = memory.places?.file
  if (!file) return null
  let best = { index: -1, away: AROUND_M }
  for (let index = 0; index < file.name.length; index++) {
    const away = metres(here, { lon: (file.lon[index] ?? 0) / 1e6, lat: (file.lat[index] ?? 0) / 1e6 })
    if (away < best.away) best = { index, away }
  }
  return best.index < 0 ? null : { name: file.name[best.index] ?? '', away: best.away }
}
