/** Where the convener stands, asked once and only when they press: it becomes the place of a meeting. */

export type Position =
  | { is: 'found'; lon: number; lat: number; accuracyM: number }
  /** The phone lets nobody know, or cannot say just now. */
  | { is: 'refused' | 'unavailable' }

const GIVE_UP_MS = 30_000
/** Rougher than that, it leads people to another door. */
export const ROUGH_M = 100
/** A metre is near enough, and no more of where somebody stood is kept. */
const PLACES = 1e5

export function position(): Promise<Position> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve({ is: 'unavailable' })
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          is: 'found',
          lon: Math.round(coords.longitude * PLACES) / PLACES,
          lat: Math.round(coords.latitude * PLACES) / PLACES,
          accuracyM: coords.accuracy,
        }),
      (refusal) => resolve({ is: refusal.code === refusal.PERMISSION_DENIED ? 'refused' : 'unavailable' }),
      { enableHighAccuracy: true, maximumAge: 0, timeout: GIVE_UP_MS },
    )
  })
}

/** "113.02, 28.19" or the other way round, as maps copy it; null where that is no point in China. */
export function typedPoint(text: string): { lon: number; lat: number } | null {
  const numbers = text.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? []
  const [one, other] = numbers
  if (numbers.length !== 2 || one === undefined || other === undefined) return null
  // East of 73 degrees and south of 54, no number can be mistaken for the other.
  const [lat, lon] = one < other ? [one, other] : [other, one]
  return lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54 ? { lon, lat } : null
}
