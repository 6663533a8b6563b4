import { describe, expect, it } from 'vitest'
import { ALWAYS, BY_DAY, CHANGSHA, type Spec, XIANGTAN } from '../../../store/makers.ts'
import type { LivePack } from '../../../store/wire.ts'
import { ANY, DAYS, NOW, packOf } from '../makers.ts'
import type { Wish } from '../types.ts'
import { idOf } from './pack.ts'
import { rankWish } from './ranking.ts'
import { nightAt } from './sieve.ts'

const HERE = { lon: 112.98, lat: 28.19 }

/** The ids that pass, of stations that all stand here. */
function passing(
  specs: Partial<Spec>[],
  wish: Partial<Wish>,
  now: Date = NOW,
  live: Partial<LivePack> = {},
): string {
  const pack = packOf(
    specs.map((spec, row) => ({ id: String.fromCharCode(65 + row).repeat(8), ...HERE, ...spec })),
    live,
  )
  const { found } = rankWish([pack], HERE, { ...ANY, ...wish }, now, DAYS, 100)
  return found.map((one) => idOf(one.pack, one.row)[0]).join('')
}

/** A clock in Changsha, on Monday 23 November 2026. */
function clock(time: string): Date {
  return new Date(`2026-11-23T${time}:00+08:00`)
}

describe('open', () => {
  it('means surely open: unknown hours do not pass', () => {
    expect(
      passing([{ hours: BY_DAY }, { hours: null }, { hours: ALWAYS }], { open: true }, clock('23:00')),
    ).toBe('C')
  })

  it('is judged on arrival', () => {
    expect(passing([{ hours: BY_DAY }], { open: true, travelMinutes: 10 }, clock('21:55'))).toBe('')
    expect(passing([{ hours: BY_DAY }], { open: true, travelMinutes: 10 }, clock('07:55'))).toBe('A')
  })

  it('is judged at the chosen time rather than now', () => {
    expect(passing([{ hours: BY_DAY }], { open: true, at: clock('23:00') }, clock('12:00'))).toBe('')
  })

  it('does not pass a station that is shut for the time being, until that ends', () => {
    const live: Partial<LivePack> = { states: [[0, 'closed', 60, 30]] }
    expect(passing([{}, {}], { open: true }, new Date(NOW.getTime() + 29 * 60_000), live)).toBe('B')
    expect(passing([{}, {}], { open: true }, new Date(NOW.getTime() + 30 * 60_000), live)).toBe('AB')
    expect(passing([{}], { open: true }, NOW, { states: [[0, 'full', 60, 30]] })).toBe('A')
  })

  it('passes one that is full while it is, and not once it is shut again', () => {
    const live: Partial<LivePack> = {
      states: [
        [0, 'full', 5, 30],
        [0, 'closed', 60, 90],
      ],
    }
    const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
    expect([29, 30, 90].map((one) => passing([{}], { open: true }, after(one), live))).toEqual(['A', '', 'A'])
  })
})

describe('the night', () => {
  it('is the one to come, or what is left of this one', () => {
    const evening = { from: clock('22:00'), to: new Date('2026-11-24T06:00+08:00') }
    expect(nightAt(clock('12:00'))).toEqual(evening)
    expect(nightAt(clock('06:00'))).toEqual(evening)
    expect(nightAt(clock('23:30'))).toEqual({ ...evening, from: clock('23:30') })
    expect(nightAt(clock('03:00'))).toEqual({ from: clock('03:00'), to: clock('06:00') })
  })

  it('passes who is open at some time of it', () => {
    const late = { ...ALWAYS, week: Array.from({ length: 7 }, (): [number, number][] => [[600, 1321]]) }
    const early = { ...ALWAYS, week: Array.from({ length: 7 }, (): [number, number][] => [[330, 600]]) }
    expect(
      passing([{ hours: BY_DAY }, { hours: late }, { hours: early }], { night: true }, clock('12:00')),
    ).toBe('BC')
    expect(
      passing([{ hours: BY_DAY }, { hours: late }, { hours: early }], { night: true }, clock('23:30')),
    ).toBe('C')
  })
})

describe('amenities', () => {
  it('must work: what is out of order does not count', () => {
    const specs = [{ amenities: ['toilet', 'microwave'] }, { amenities: ['microwave'] }]
    expect(passing(specs, { amenities: ['microwave'] }, NOW, { out: [[0, 1, 600]] })).toBe('B')
    expect(passing(specs, { amenities: ['toilet'] }, NOW, { out: [[0, 1, 600]] })).toBe('A')
  })

  it('may be more than fit into one number', () => {
    const many = Array.from({ length: 40 }, (_, index) => `amenity_${index}`)
    const specs = [{ amenities: many }, { amenities: many.slice(0, 33) }, { amenities: many.slice(33) }]
    expect(passing(specs, { amenities: ['amenity_31'] })).toBe('AB')
    expect(passing(specs, { amenities: ['amenity_32'] })).toBe('AB')
    expect(passing(specs, { amenities: ['amenity_39'] })).toBe('AC')
    expect(passing(specs, { amenities: ['amenity_0', 'amenity_39'] })).toBe('A')
    expect(passing(specs, { amenities: ['amenity_39'] }, NOW, { out: [[0, 39, 5]] })).toBe('C')
  })

  it('that nobody has leave nothing', () => {
    expect(passing([{ amenities: ['toilet'] }], { amenities: ['sauna'] })).toBe('')
  })
})

it('asks for what the rider wants of the door and of the yard', () => {
  const specs = [{ entry: 'walk_in' }, { entry: 'scan', parking: '门前 6 位' }, { family: 'youth_home' }]
  expect(passing(specs, { walkIn: true })).toBe('A')
  expect(passing(specs, { ebikeParking: true })).toBe('B')
  expect(passing(specs, { families: ['youth_home'] })).toBe('C')
})

it('judges a schedule once for all prefectures that keep it', () => {
  const [one, other] = [CHANGSHA, XIANGTAN].map((division) =>
    packOf([{ id: 'AAAAAAAA', ...HERE, hours: structuredClone(BY_DAY) }], {}, division),
  )
  expect(one?.tables.schedules[0]).toBe(other?.tables.schedules[0])
})
