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
