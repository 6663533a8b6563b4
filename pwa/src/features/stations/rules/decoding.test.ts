import { describe, expect, it } from 'vitest'
import { BY_DAY, type Spec } from '../../../store/makers.ts'
import type { LivePack } from '../../../store/wire.ts'
import { chance, idFrom, NOW, packOf } from '../makers.ts'
import { decode } from './decoding.ts'
import { rowOfId } from './pack.ts'

const SPEC: Spec = {
  id: '7K3M9Q2X',
  lon: 112.99,
  lat: 28.19,
  name: '溁湾镇工会驿站',
  family: 'other',
  familyWords: '暖新驿站',
  address: '枫林一路与潇湘中路路口往西 60 米',
  street: ['nbs:430104003000', '望月湖街道', '岳麓区'],
  amenities: ['drinking_water', 'microwave'],
  amenityNotes: { microwave: '走廊到底' },
  amenityWords: '血压计、针线包',
  hours: BY_DAY,
  entry: 'walk_in',
  entryNote: '北门右手边',
  gateWords: '去工会驿站歇脚',
  parking: '门前 6 辆',
  phone: '0731-5550 0132',
  responsible: '岳麓区总工会',
  photos: ['0f'.repeat(16), '1e'.repeat(16)],
  photoDays: ['2026-11-23', '2026-11-20'],
}
const MINUTE = 60_000

function station(live: Partial<LivePack> = {}, now: Date = NOW) {
  return decode(packOf([{ ...SPEC, id: 'AAAAAAAA' }, SPEC], live), 1, now, 6)
}

function ago(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * MINUTE)
}

describe('a station', () => {
  it('is all that the pack says of it', () => {
    expect(station()).toEqual({
      id: '7K3M9Q2X',
      name: '溁湾镇工会驿站',
      family: 'other',
      familyWords: '暖新驿站',
      address: '枫林一路与潇湘中路路口往西 60 米',
      street: '望月湖街道',
      county: '岳麓区',
      prefecture: '长沙市',
      lon: 112.99,
      lat: 28.19,
      amenities: [
        { id: 'drinking_water', note: '', outSince: null, outNote: '' },
        { id: 'microwave', note: '走廊到底', outSince: null, outNote: '' },
      ],
      amenityWords: '血压计、针线包',
      hours: BY_DAY,
      hoursSince: '',
      entry: 'walk_in',
      entryNote: '北门右手边',
      gateWords: '去工会驿站歇脚',
      parking: '门前 6 辆',
      phone: '0731-5550 0132',
      responsible: '岳麓区总工会',
      liveKnown: true,
      confirmedAt: null,
      clearedAt: null,
      reports: [],
      liveState: null,
      photos: [
        { digest: '0f'.repeat(16), day: '2026-11-23' },
        { digest: '1e'.repeat(16), day: '2026-11-20' },
      ],
    })
  })

  it('finds its own words among hundreds', () => {
    const random = chance(1)
    const specs = Array.from({ length: 300 }, (_, row) => ({
      id: idFrom(random),
      lon: 112,
      lat: 28,
      name: `驿站${row}`,
      ...(row % 7 === 0 ? { phone: `电话${row}` } : {}),
    }))
    const pack = packOf(specs)
    for (const [row, spec] of specs.entries()) {
      expect(rowOfId(pack, spec.id)).toBe(row)
      const { id, name, phone } = decode(pack, row, NOW, 6)
      expect({ id, name, phone }).toEqual({ id: spec.id, name: spec.name, phone: spec.phone ?? '' })
    }
  })

  it('is not found by an id that only lies across two others', () => {
    const pack = packOf([
      { ...SPEC, id: 'AAAABBBB' },
      { ...SPEC, id: 'CCCCDDDD' },
      { ...SPEC, id: 'BBBBCCCC' },
    ])
    expect(rowOfId(pack, 'BBBBCCCC')).toBe(2)
    expect(rowOfId(pack, 'DDDDBBBB')).toBe(-1)
    expect(rowOfId(pack, 'AAAA')).toBe(-1)
    expect(rowOfId(pack, '')).toBe(-1)
  })
})

describe('what is true for now', () => {
  it('is when the manager confirmed, and since when something is out of order', () => {
    const { confirmedAt, amenities } = station({
      confirmed: [null, 90],
      out: [
        [1, 1, 3000],
        [0, 0, 5],
      ],
      outNotes: { 1: { microwave: '周五来修' } },
    })
    expect(confirmedAt).toEqual(ago(90))
    expect(amenities.map(({ outSince }) => outSince)).toEqual([null, ago(3000)])
    expect(amenities.map(({ outNote }) => outNote)).toEqual(['', '周五来修'])
  })

  it('tells a confirmation of what has changed since from one of what is there', () => {
    expect(station({ confirmed: [null, -2 - 90] })).toMatchObject({ confirmedAt: null, clearedAt: ago(90) })
    expect(station({ confirmed: [null, -2] })).toMatchObject({ confirmedAt: null, clearedAt: ago(0) })
    expect(station({ confirmed: [null, 0] })).toMatchObject({ confirmedAt: ago(0), clearedAt: null })
    expect(station({ confirmed: [5, null] })).toMatchObject({ confirmedAt: null, clearedAt: null })
  })

  it('forgets reports that are older than the server lets them count', () => {
    const live: Partial<LivePack> = {
      reports: [
        [1, 'locked', -1, 2, 10],
        [1, 'amenity_broken', 1, 1, 300],
        [1, 'unfriendly', -1, 1, 20],
        [0, 'gone', -1, 1, 5],
      ],
    }
    expect(station(live).reports).toEqual([
      { kind: 'locked', amenity: null, count: 2, lastAt: ago(10) },
      { kind: 'amenity_broken', amenity: 'microwave', count: 1, lastAt: ago(300) },
      { kind: 'unfriendly', amenity: null, count: 1, lastAt: ago(20) },
    ])
    expect(station(live, new Date(NOW.getTime() + 61 * MINUTE)).reports.map(({ kind }) => kind)).toEqual([
      'locked',
      'unfriendly',
    ])
  })

  it('counts those who said it within the window, to the minute, as the server does', () => {
    const live: Partial<LivePack> = {
      reports: [
        [0, 'locked', -1, 1, 5],
        [1, 'locked', -1, 3, 60],
      ],
      fades: {
        1: [
          [300, 3],
          [240, 2],
          [60, 1],
        ],
      },
    }
    const counts = (minutesLater: number) =>
      station(live, new Date(NOW.getTime() + minutesLater * MINUTE)).reports.map(({ count }) => count)
    expect([0, 60.9, 61, 120.9, 121, 300.9, 301].map(counts)).toEqual([[3], [3], [2], [2], [1], [1], []])
  })

  it('ends a state at its end', () => {
    const live: Partial<LivePack> = { states: [[1, 'power_cut', 60, 30]], stateNotes: { 1: '屋里能坐' } }
    const until = new Date(NOW.getTime() + 30 * MINUTE)
    expect(station(live).liveState).toEqual({ kind: 'power_cut', since: ago(60), until, note: '屋里能坐' })
    expect(station(live, until).liveState).toBeNull()
    expect(station({ states: [[1, 'full', 60, null]] }, new Date('2027-01-01')).liveState?.kind).toBe('full')
  })

  it('brings back what lasts longer than what was said after it, each with its own note', () => {
    const live: Partial<LivePack> = {
      states: [
        [1, 'full', 10, 30],
        [1, 'power_cut', 60, 90],
        [1, 'closed', 40, null],
      ],
      stateNotes: { 1: '三点后有空', '1power_cut': '', '1closed': '在修门' },
    }
    const at = (minutes: number) => station(live, new Date(NOW.getTime() + minutes * MINUTE)).liveState
    expect([29, 30, 90].map(at)).toMatchObject([
      { kind: 'full', since: ago(10), note: '三点后有空' },
      { kind: 'power_cut', since: ago(60), note: '' },
      { kind: 'closed', since: ago(40), until: null, note: '在修门' },
    ])
  })

  it('is not known when the live half belongs to another slow half', () => {
    const said: Partial<LivePack> = {
      confirmed: [1, 1],
      out: [[1, 1, 5]],
      reports: [[1, 'locked', -1, 2, 10]],
      states: [[1, 'full', 1, null]],
    }
    expect(station(said)).toMatchObject({ liveKnown: true, liveState: { kind: 'full' } })
    expect(station({ ...said, of: 'other' })).toMatchObject({
      liveKnown: false,
      confirmedAt: null,
      clearedAt: null,
      reports: [],
      liveState: null,
      amenities: [{ outSince: null, outNote: '' }, { outSince: null }],
    })
  })
})
