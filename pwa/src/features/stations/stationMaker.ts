/** A station for tests of what is said about one. */
import type { Station } from './types.ts'

export function makeStation(patch: Partial<Station>): Station {
  return {
    id: '7K3M9Q2X',
    name: '溁湾镇工会驿站',
    family: 'union_station',
    familyWords: '',
    address: '',
    street: '',
    county: '',
    prefecture: '',
    lon: 112.94,
    lat: 28.19,
    amenities: [],
    hours: null,
    hoursSince: '',
    entry: 'walk_in',
    entryNote: '',
    amenityWords: '',
    gateWords: '',
    parking: '',
    phone: '',
    responsible: '',
    liveKnown: true,
    confirmedAt: null,
    clearedAt: null,
    reports: [],
    liveState: null,
    photos: [],
    ...patch,
  }
}
