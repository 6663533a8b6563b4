/** A point as somebody reads it off a map and writes it down: two numbers, in the datum of that map. */
import gcoord from 'gcoord'

/** As the server calls them. */
export const DATUMS = ['gcj02', 'bd09', 'wgs84'] as const
export type WrittenIn = (typeof DATUMS)[number]

export interface Spot {
  lon: number
  lat: number
}
export interface Written {
  lon: string
  lat: string
}

/** About ten centimetres: no receiver knows better. */
const PLACES = 1e6
const CRS = { gcj02: gcoord.GCJ02, bd09: gcoord.BD09, wgs84: gcoord.WGS84 } as const

export const round = (degrees: number) => Math.round(degrees * PLACES) / PLACES

/** In WGS-84; null where one of the two is missing, or they are no point in China. */
export function spotOf(written: Written, datum: WrittenIn): Spot | null {
  const [lon, lat] = [written.lon, written.lat].map(Number.parseFloat) as [number, number]
  if (!isInChina(lon, lat)) return null
  const [x, y] = gcoord.transform([lon, lat], CRS[datum], gcoord.WGS84)
  return { lon: round(x), lat: round(y) }
}

/** Whether they would be a point in China the other way round: east of 73° and south of 54° none is both. */
export function isSwapped({ lon, lat }: Written): boolean {
  return isInChina(Number.parseFloat(lat), Number.parseFloat(lon))
}

export function writtenOf(spot: Spot | null, datum: WrittenIn): Written {
  if (!spot) return { lon: '', lat: '' }
  const [x, y] = gcoord.transform([spot.lon, spot.lat], gcoord.WGS84, CRS[datum])
  return { lon: String(round(x)), lat: String(round(y)) }
}

const isInChina = (lon: number, lat: number) => lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54
