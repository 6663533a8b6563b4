/** Where the person is, or said to be. Nothing here is sent anywhere. */
import { get, set } from '../../store/settings.ts'
import { aroundHere } from './queries.ts'
import type { Here, Place } from './types.ts'

type Finding = 'idle' | 'asking' | 'found' | 'refused' | 'unavailable'

/** After this long without an answer the last place is shown meanwhile. */
const SLOW_MS = 4000
const GIVE_UP_MS = 30_000
/** A fix of this age is still good for a list. */
const FRESH_MS = 30_000

export const where = $state({
  finding: 'idle' as Finding,
  slow: false,
  /** What the receiver said. */
  fix: null as Here | null,
  /** What the person chose instead, by name. */
  place: null as Here | null,
})

let fixedAt = 0

/** The chosen place first, then the receiver's fix, then the last place while the receiver is slow. */
export function here(): Here | null {
  return where.place ?? where.fix ?? (where.slow ? lastPlace() : null)
}

export function isLastPlace(): boolean {
  return !where.place && !where.fix && where.slow && lastPlace() !== null
}

export function lastPlace(): Here | null {
  const place = get().place
  return place && { lon: place.lon, lat: place.lat, accuracyM: null, place: place.name }
}

export function choose(place: Pick<Place, 'name' | 'lon' | 'lat'>): void {
  where.place = { lon: place.lon, lat: place.lat, accuracyM: null, place: place.name }
  set({ place: { name: place.name, lon: place.lon, lat: place.lat, chosen: true } })
}

export function backToMe(): void {
  where.place = null
  const { place } = get()
  if (place?.chosen) set({ place: { ...place, chosen: false } })
  locate()
}

/** Asks the receiver once; riding with it always on would cost the battery more than the list is worth. */
export function locate(): void {
  if (where.finding === 'asking' || (where.fix && Date.now() - fixedAt < FRESH_MS)) return
  where.finding = 'asking'
  const slow = setTimeout(() => {
    where.slow = true
  }, SLOW_MS)
  const settle = (finding: Finding) => {
    clearTimeout(slow)
    where.slow = false
    where.finding = finding
    // Who cannot be found chose a place before, and that still holds.
    if (finding !== 'found' && get().place?.chosen) where.place ??= lastPlace()
  }
  if (!('geolocation' in navigator)) {
    settle('unavailable')
    return
  }
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      fixedAt = Date.now()
      where.fix = { lon: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy, place: null }
      settle('found')
    },
    (refusal) => settle(refusal.code === refusal.PERMISSION_DENIED ? 'refused' : 'unavailable'),
    { enableHighAccuracy: true, maximumAge: FRESH_MS, timeout: GIVE_UP_MS },
  )
}

/** The next start may be slow to locate: a street's name and about 100 m are kept for it, on this phone. */
export function rememberFix(): void {
  const name = where.fix && aroundHere(where.fix)
  if (!where.fix || !name) return
  const { lon, lat } = where.fix
  set({ place: { name, lon: Math.round(lon * 1000) / 1000, lat: Math.round(lat * 1000) / 1000 } })
}

/** Locates only where the person allowed it before: a link to one station is no reason to ask. */
export async function locateIfAllowed(): Promise<void> {
  const leave = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null)
  if (leave?.state === 'granted') locate()
}
