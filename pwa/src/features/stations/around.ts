/** Where something is that somebody writes of: stations and streets, by what is near or by name, without a network. */
import { searched } from './finding.ts'
import { open } from './holding.svelte.ts'
import { packs, stationAt } from './rows.ts'
import { type Pack, rowOfId } from './rules/pack.ts'
import { rank } from './rules/ranking.ts'
import { EVERY_ROW } from './rules/sieve.ts'
import { here, lastPlace } from './where.svelte.ts'

/** A station or a street; never where somebody stands. */
export interface Spot {
  key: string
  name: string
  within: string
  /** Null for a street. */
  station: string | null
  /** The street's. */
  division: string
}

/** So far a station still says something of where one is. */
const NEAR_M = 1_000
const AROUND_M = 10_000
const STATIONS = 2
const MOST = 4

/** The nearest stations, and the street that the nearest lies in; nothing where nobody said where they are. */
export async function spotsAround(): Promise<Spot[]> {
  await open()
  const position = here() ?? lastPlace()
  if (!position) return []
  const all = packs().map((pack) => ({ pack, sieve: EVERY_ROW }))
  const { found } = rank(all, position, STATIONS, AROUND_M)
  const near = found.filter(({ distanceM }) => distanceM <= NEAR_M)
  return [
    ...near.map(({ pack, row }) => stationSpot(pack, row)),
    ...found.slice(0, 1).map(({ pack, row }) => streetSpot(pack, pack.slow.street[row] ?? 0)),
  ]
}

/** Streets and stations by name; a street by its beginning, which is what somebody types of it. */
export async function spotsLike(text: string): Promise<Spot[]> {
  await open()
  const wanted = text.trim()
  if (!wanted) return []
  const streets = packs().flatMap((pack) =>
    pack.tables.streets.flatMap(([, name], at) => (name.startsWith(wanted) ? [streetSpot(pack, at)] : [])),
  )
  const { rows } = searched(wanted, here(), new Date(), MOST)
  return [...streets.slice(0, MOST), ...rows.flatMap(({ station }) => spotOf(station.id) ?? [])]
}

/** Null where the phone does not hold it. */
export async function spotNamed(id: string): Promise<Spot | null> {
  await open()
  return spotOf(id)
}

function spotOf(id: string): Spot | null {
  for (const pack of packs()) {
    const row = rowOfId(pack, id)
    if (row >= 0) return stationSpot(pack, row)
  }
  return null
}

function stationSpot(pack: Pack, row: number): Spot {
  const { id, name, street, county } = stationAt(pack, row, new Date())
  const { division } = streetSpot(pack, pack.slow.street[row] ?? 0)
  return { key: id, name, within: `${county}${street}`, station: id, division }
}

function streetSpot({ name: prefecture, tables }: Pack, at: number): Spot {
  const [division, name, county] = tables.streets[at] ?? ['', '', '']
  return { key: division, name, within: `${prefecture}${county}`, station: null, division }
}
