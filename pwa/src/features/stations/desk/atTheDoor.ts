/** Whether the phone is at the station's door: worked out here, and only yes or no is told. */
import { metres, type Point } from '../rules/distance.ts'

export const RADIUS_M = 150
/** Nearer than a receiver knows, nothing has moved. */
export const ON_THE_SPOT_M = 1
/** A manager moves a station no further, as the server has it. */
const FURTHEST_M = 500
/** A manager waits no longer than this for the receiver. */
const PATIENCE_MS = 3000
const FRESH_MS = 60_000

/** Null where the receiver knows less exactly than the radius is wide. */
export function isAtTheDoor(fix: Point & { accuracyM: number }, door: Point): boolean | null {
  return fix.accuracyM > RADIUS_M ? null : metres(fix, door) <= RADIUS_M
}

/** Whether the list or an administrator has to move it. */
export const farther = (away: number) => away > FURTHEST_M

/** Asks the receiver where the person allowed it before; else, and where it is slow, null. */
export async function atTheDoor(door: Point): Promise<boolean | null> {
  const leave = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null)
  if (leave?.state !== 'granted') return null
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude: lon, latitude: lat, accuracy: accuracyM } }) =>
        resolve(isAtTheDoor({ lon, lat, accuracyM }, door)),
      () => resolve(null),
      { enableHighAccuracy: true, maximumAge: FRESH_MS, timeout: PATIENCE_MS },
    )
  })
}
