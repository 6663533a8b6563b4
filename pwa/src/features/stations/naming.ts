/** Stations by name for what else is written of them; they are found on the phone. */
import { places, search, searched } from './finding.ts'
import { open } from './holding.svelte.ts'
import { loadPlaces, station } from './queries.ts'
import { here } from './where.svelte.ts'

const MOST = 6

export interface NamedStation {
  key: string
  name: string
  within: string
}

/** The first few, and how many more there are. */
export async function stationsLike(text: string): Promise<{ value: NamedStation[]; more: number }> {
  await open()
  const { rows, count } = searched(text, here(), new Date(), MOST)
  const value = rows.map(({ station: { id, name, prefecture, county } }) => ({
    key: id,
    name,
    within: `${prefecture}${county}`,
  }))
  return { value, more: count - value.length }
}

/** Its name; its id where the phone does not hold it. */
export async function stationName(id: string): Promise<string> {
  await open()
  return station(id)?.name ?? id
}

/** Places and stations by name, with where they are. */
export async function placesNamed(text: string): Promise<(NamedStation & { lon: number; lat: number })[]> {
  await open()
  await loadPlaces()
  const stations = search(text, here(), new Date(), MOST / 2).map(({ station: one }) => ({
    ...one,
    within: `${one.prefecture}${one.county}`,
  }))
  return [...places(text, MOST / 2), ...stations].map(({ name, within, lon, lat }) => ({
    ...{ key: `${within} ${name} ${lon}`, name, within, lon, lat },
  }))
}
