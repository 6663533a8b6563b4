/** Where people are led: what a form needs to choose it; where somebody stands is asked once, and only when they press. */
import type { Component } from 'svelte'
import type { Outcome } from '../doing.svelte.ts'

/** A point in words, and in the degrees that we keep. */
export type Describe = (wanted: {
  lon: number
  lat: number
  division: string
  datum: 'wgs84' | 'gcj02' | 'bd09'
}) => Promise<
  Outcome<{
    lon: number
    lat: number
    countyName: string | null
    inside: boolean | null
    awayM: number | null
  }>
>

/** What a form is given of places and maps, which another feature has. */
export interface Points {
  /** Places and stations by name, found on the phone. */
  find: (text: string) => Promise<{ key: string; name: string; within: string; lon: number; lat: number }[]>
  /** Null where the service has no licensed map. */
  tiles: () => { attribution: string } | null
  /** Where the phone is, as far as that is known already. */
  around: () => { lon: number; lat: number } | null
  /** The map on which a tap is the point. */
  map: () => Promise<{
    default: Component<{
      at: { lon: number; lat: number }
      isSet: boolean
      attribution: string
      onpoint: (at: { lon: number; lat: number }) => void
    }>
  }>
}

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
