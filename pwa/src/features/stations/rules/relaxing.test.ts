import { describe, expect, it } from 'vitest'
import { BY_DAY, type Spec } from '../../../store/makers.ts'
import { ANY, DAYS, packOf } from '../makers.ts'
import type { OpeningHours, Wish } from '../types.ts'
import { waysOut } from './relaxing.ts'

const HERE = { lon: 112.98, lat: 28.19 }
const EVENING = new Date('2026-11-23T23:00:00+08:00')

/** A station so many kilometres north of here. */
function north(km: number, spec: Partial<Spec> = {}): Spec {
  return {
    id: `${Math.round(km * 1000)}`.padStart(8, '0'),
    lon: HERE.lon,
    lat: HERE.lat + km / 111.195,
    ...spec,
  }
}

function ways(specs: Spec[], wish: Partial<Wish>, now: Date = EVENING) {
  return waysOut([packOf(specs)], HERE, { ...ANY, ...wish }, now, DAYS).map((way) => ({
    ...way,
    nearestM: Math.round(way.nearestM / 100) * 100,
  }))
}

function from(open: number): OpeningHours {
  return { ...BY_DAY, week: Array.from({ length: 7 }, () => [[open, 1320]]) }
}

describe('ways out of an empty list', () => {
  it('offers to give up an amenity, to wait, and to go further', () => {
    const specs = [
      north(1.9, { amenities: ['drinking_water'] }),
      north(2.2, { amenities: ['drinking_water'] }),
      north(2.4, { amenities: ['drinking_water', 'microwave'], hours: BY_DAY }),
      north(4.6, { amenities: ['drinking_water', 'microwave'] }),
    ]
    expect(ways(specs, { open: true, amenities: ['drinking_water', 'microwave'], withinM: 3_000 })).toEqual([
      { kind: 'amenity', what: 'microwave', at: null, count: 2, nearestM: 1900 },
      { kind: 'open', what: null, at: new Date('2026-11-24T08:00:00+08:00'), count: 1, nearestM: 2400 },
      { kind: 'further', what: '5000', at: null, count: 1, nearestM: 4600 },
    ])
  })

  it('gives up the amenity that brings a station nearest', () => {
    const specs = [north(2, { amenities: ['toilet'] }), north(1, { amenities: ['microwave'] })]
    expect(ways(specs, { amenities: ['toilet', 'microwave'] })).toEqual([
      { kind: 'amenity', what: 'toilet', at: null, count: 1, nearestM: 1000 },
    ])
  })

  it('waits for the first to open, and counts those that are open by then', () => {
    const specs = [
      north(1, { hours: from(540) }),
      north(2, { hours: from(420) }),
      north(2.5, { hours: null }),
    ]
    expect(ways(specs, { open: true })).toEqual([
      { kind: 'open', what: null, at: new Date('2026-11-24T07:00:00+08:00'), count: 1, nearestM: 2000 },
    ])
  })

  it('says that nobody knows when none of them is known to open', () => {
    expect(ways([north(1, { hours: null })], { open: true })).toEqual([
      { kind: 'open', what: null, at: null, count: 1, nearestM: 1000 },
    ])
  })

  it('does not offer to go further where no limit was set, nor what would bring nothing', () => {
    expect(ways([north(4, { family: 'youth_home' })], { families: ['union_station'], walkIn: true })).toEqual(
      [],
    )
    expect(ways([north(70)], { withinM: 3_000 })).toEqual([])
  })

  it.each([
    [{ families: ['youth_home'] }, 'family'],
    [{ walkIn: true }, 'walkIn'],
    [{ ebikeParking: true }, 'ebike'],
    [{ night: true }, 'night'],
  ] as const)('offers to give up %o', (wish, kind) => {
    const specs = [north(1, { hours: BY_DAY, entry: 'scan' })]
    const given = {
      ...wish,
      ...('families' in wish ? { families: [...wish.families] } : {}),
    } as Partial<Wish>
    expect(ways(specs, given)).toEqual([{ kind, what: null, at: null, count: 1, nearestM: 1000 }])
  })

  it('offers three at most', () => {
    const specs = [
      north(1, { amenities: ['toilet'], hours: null }),
      north(2, { amenities: [] }),
      north(5, { amenities: ['toilet'] }),
      north(2.5, { amenities: ['toilet'], family: 'youth_home' }),
    ]
    const wish = { open: true, amenities: ['toilet'], withinM: 3_000, families: ['union_station'] }
    expect(ways(specs, wish).map(({ kind }) => kind)).toEqual(['amenity', 'open', 'further'])
  })
})
