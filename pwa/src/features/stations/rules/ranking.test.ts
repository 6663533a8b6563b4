import { describe, expect, it } from 'vitest'
import { ALWAYS, BY_DAY, CHANGSHA, type Spec, XIANGTAN } from '../../../store/makers.ts'
import { ANY, chance, DAYS, idFrom, NOW, packOf } from '../makers.ts'
import type { OpeningHours, Wish } from '../types.ts'
import { metres, type Point } from './distance.ts'
import { stateAt } from './openingHours.ts'
import { idOf } from './pack.ts'
import { rankWish } from './ranking.ts'

const AMENITIES = ['drinking_water', 'toilet', 'microwave', 'seat']
const FAMILIES = ['union_station', 'youth_home', 'other']
const SCHEDULES: (OpeningHours | null)[] = [
  ALWAYS,
  BY_DAY,
  null,
  { ...ALWAYS, week: Array.from({ length: 7 }, () => [[1200, 1500]]) },
]

/** Stations strewn over a box; a few stand on the very same point. */
function strewn(
  random: () => number,
  n: number,
  [west, south, east, north]: [number, number, number, number],
): Spec[] {
  const pick = <T>(from: T[]) => from[Math.floor(random() * from.length)] as T
  const specs: Spec[] = []
  for (let row = 0; row < n; row++) {
    const twin = random() < 0.1 ? specs.at(-1) : undefined
    specs.push({
      id: idFrom(random),
      lon: twin?.lon ?? Math.round((west + random() * (east - west)) * 1e6) / 1e6,
      lat: twin?.lat ?? Math.round((south + random() * (north - south)) * 1e6) / 1e6,
      amenities: AMENITIES.filter(() => random() < 0.6),
      family: pick(FAMILIES),
      hours: pick(SCHEDULES),
      entry: pick(['walk_in', 'scan', 'unknown']),
      ...(random() < 0.3 ? { parking: '门前 6 位' } : {}),
    })
  }
  return specs
}

/** What the wish means, said as plainly as can be. */
function naively(specs: Spec[], here: Point, wish: Wish, limit: number): { ids: string[]; total: number } {
  const fulfilled = specs
    .filter((spec) => wish.amenities.every((id) => spec.amenities?.includes(id)))
    .filter((spec) => wish.families.length === 0 || wish.families.includes(spec.family ?? ''))
    .filter((spec) => !wish.walkIn || spec.entry === 'walk_in')
    .filter((spec) => !wish.ebikeParking || spec.parking !== undefined)
    .filter((spec) => !wish.open || stateAt(spec.hours ?? null, wish.at ?? NOW, DAYS) === 'open')
    .map((spec) => ({ id: spec.id, away: metres(here, spec) }))
    .filter(({ away }) => wish.withinM === null || away <= wish.withinM)
    .sort((one, other) => one.away - other.away || (one.id < other.id ? -1 : 1))
  return { ids: fulfilled.slice(0, limit).map(({ id }) => id), total: fulfilled.length }
}

const WISHES: [string, Partial<Wish>][] = [
  ['anything', {}],
  ['open', { open: true }],
  ['open at night', { open: true, at: new Date('2026-11-23T15:00:00Z') }],
  ['two amenities', { amenities: ['drinking_water', 'microwave'] }],
  ['a family', { families: ['youth_home', 'other'] }],
  ['walk in, with a place for the e-bike', { walkIn: true, ebikeParking: true }],
  ['within 3 km', { withinM: 3_000 }],
  ['within 40 km, open, with a toilet', { withinM: 40_000, open: true, amenities: ['toilet'] }],
  [
    'everything at once',
    { open: true, amenities: ['seat'], families: ['union_station'], walkIn: true, withinM: 90_000 },
  ],
]

describe.each(WISHES)('the nearest: %s', (_, patch) => {
  it.each([1, 2, 3, 4, 5, 6])('is what a full sort finds, across a border (%i)', (seed) => {
    const random = chance(seed)
    const west = strewn(random, 400, [112, 27.5, 113, 28.7])
    const east = strewn(random, 300, [112.9, 27.3, 114.2, 28.2])
    const packs = [packOf(west, {}, CHANGSHA), packOf(east, {}, XIANGTAN)]
    const wish = { ...ANY, ...patch }
    for (const limit of [0, 1, 5, 40, 1_000]) {
      const here = { lon: 111.8 + random() * 2.6, lat: 27.2 + random() * 1.6 }
      const { found, total } = rankWish(packs, here, wish, NOW, DAYS, limit)
      const ids = found.map(({ pack, row }) => idOf(pack, row))
      expect({ ids, total }).toEqual(naively([...west, ...east], here, wish, limit))
    }
  })
})

it('is right from the other side of the world', () => {
  const random = chance(7)
  const specs = strewn(random, 200, [112, 27, 113, 28])
  for (const here of [
    { lon: -68, lat: -28 },
    { lon: -179, lat: 80 },
    { lon: 0, lat: 0 },
  ]) {
    const { found } = rankWish([packOf(specs)], here, ANY, NOW, DAYS, 10)
    expect(found.map(({ pack, row }) => idOf(pack, row))).toEqual(naively(specs, here, ANY, 10).ids)
  }
})

it('puts the smaller id first where two stand on one point', () => {
  const here = { lon: 112.5, lat: 28 }
  const specs = ['ZZZZZZZZ', 'BBBBBBBB', 'AAAAAAAA', 'CCCCCCCC'].map((id) => ({ id, ...here }))
  const { found } = rankWish([packOf(specs)], here, ANY, NOW, DAYS, 2)
  expect(found.map(({ pack, row }) => idOf(pack, row))).toEqual(['AAAAAAAA', 'BBBBBBBB'])
})
