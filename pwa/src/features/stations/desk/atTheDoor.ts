/** Whether the phone is at the station's door: worked out here, and only yes or no is told. */
import { metres, type Point } from '../rules/distance.ts'

export const RADIUS_M = 150
/** A manager waits no longer than this for the receiver. */
const PATIENCE_MS = 3000
const FRESH_MS = 60_000

/** Null where the receiver knows less exactly than the radius is wide. */
export function isAtTheDoor(fix: Point & { accuracyM: number }, door: Point): boolean | null {
  return fix.accuracyM > RADIUS_M ? null : metres(fix, door) <= RADIUS_M
}

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
