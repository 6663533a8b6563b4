/** Chinese map apps count in datums of their own; loaded only when a rider sets off. */
import gcoord from 'gcoord'

export type Datum = 'GCJ02' | 'BD09'

/** A WGS-84 point as [lon, lat] text in that datum, to a tenth of a metre. */
export function shifted(
  { lon, lat }: { lon: number; lat: number },
  datum: Datum,
): [lon: string, lat: string] {
  const [x, y] = gcoord.transform([lon, lat], gcoord.WGS84, gcoord[datum])
  return [x.toFixed(6), y.toFixed(6)]
}
