import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BY_DAY, CHANGSHA, Server, type Spec, slowPack, stubStorage, XIANGTAN } from '../../store/makers.ts'
import { forgetEverything } from '../../store/storage.ts'
import { sync } from '../../store/sync.ts'
import { ANY, NOW } from './makers.ts'

const HERE = { lon: 112.98, lat: 28.19, accuracyM: 20, place: null }
const SOUTH = { lon: 112.92, lat: 27.85, accuracyM: null, place: null }

const changsha: Spec[] = [
  {
    id: 'AAAAAAAA',
    lon: 112.981,
    lat: 28.19,
    name: '文艺路工会驿站',
    initials: 'wylghyz',
    address: '文艺路 12 号',
    hours: BY_DAY,
  },
  {
    id: 'BBBBBBBB',
    lon: 112.99,
    lat: 28.19,
    name: '溁湾镇青年之家',
    initials: 'ywzqnzj',
    family: 'youth_home',
  },
  {
    id: 'CCCCCCCC',
    lon: 113.05,
    lat: 28.2,
    name: '五一文艺中心',
    initials: 'wywyzx',
    address: '五一大道',
    family: 'other',
    familyWords: '暖新驿站',
  },
]
const xiangtan: Spec[] = [
  {
    id: 'DDDDDDDD',
    lon: 112.92,
    lat: 27.86,
    name: '雨湖工会驿站',
    initials: 'yhghyz',
    street: ['nbs:430302001000', '雨湖路街道', '雨湖区'],
  },
]

let server: Server
let queries: typeof import('./queries.ts')
let finding: typeof import('./finding.ts')

beforeEach(async () => {
  stubStorage()
  await forgetEverything()
  server = new Server()
  server.index.families.push({ id: 'youth_home', zh: '青年驿家', en: 'Youth home' })
  server.publish('c0000001', slowPack(changsha), { at: '2026-11-23T07:00:00Z' })
  server.publish('d0000001', slowPack(xiangtan, XIANGTAN), { at: '2026-11-20T07:00:00Z' })
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T07:30:00Z') })
  await sync(HERE)
  vi.setSystemTime(new Date('2026-11-23T07:45:00Z'))
  await sync(SOUTH)
  // Each test starts as a page does, with nothing in its memory.
  vi.resetModules()
  queries = await import('./queries.ts')
  finding = await import('./finding.ts')
  await queries.load()
})

afterEach(() => vi.useRealTimers())

function ids(rows: { station: { id: string } }[]): string {
  return rows.map(({ station }) => station.id[0]).join('')
}

describe('what is held', () => {
  it('is there without a network', async () => {
    server.down = true
    const { rows, total } = queries.nearest(HERE, ANY, NOW, 2)
    expect([ids(rows), total]).toEqual(['AB', 4])
    expect(rows[0]?.distanceM).toBeCloseTo(98, 0)
    expect(rows[0]?.bearingDeg).toBeCloseTo(90, 1)
    expect(rows[0]?.opening).toEqual({
      state: 'open',
      until: new Date('2026-11-23T14:00:00Z'),
      then: 'closed',
    })
  })

  it('says what the service is, and which packs there are', () => {
    expect(queries.service()).toMatchObject({
      demo: true,
      phone: '0731-5550 0132',
      staleDays: 3,
      reportHours: 6,
    })
    const bytes = (division: string) => {
      const pack = server.index.packs.find((one) => one.division === division)
      return (pack?.slow.bytes ?? 0) + (pack?.live.bytes ?? 0)
    }
    expect(queries.held()).toEqual([
      {
        division: CHANGSHA,
        name: '长沙市',
        count: 3,
        bytes: bytes(CHANGSHA),
        asOf: new Date('2026-11-23T07:45:00Z'),
      },
      {
        division: XIANGTAN,
        name: '湘潭市',
        count: 1,
        bytes: bytes(XIANGTAN),
        asOf: new Date('2026-11-23T07:45:00Z'),
      },
    ])
  })

  it('is nothing on a new phone', async () => {
    await forgetEverything()
    vi.resetModules()
    queries = await import('./queries.ts')
    finding = await import('./finding.ts')
    await queries.load()
    expect(queries.service()).toBeNull()
    expect(queries.asOf()).toBeNull()
    expect(queries.nearest(HERE, ANY, NOW, 5)).toEqual({ rows: [], total: 0 })
    expect(finding.search('文', HERE, NOW, 5)).toEqual([])
    expect(queries.aroundHere(HERE)).toBe('')
  })

  it('is as old as the last time that the server had nothing newer, not as the last change', () => {
    expect(queries.asOf()).toEqual(new Date('2026-11-23T07:45:00Z'))
  })

  it('ages as the oldest pack around the last ranking or in it', async () => {
    const later = new Date('2026-11-23T09:00:00Z')
    vi.setSystemTime(later)
    server.publish('d0000001', slowPack(xiangtan, XIANGTAN), { confirmed: [7] }, 'e0000002')
    await sync(HERE)
    await queries.load()
    queries.nearest(HERE, ANY, NOW, 3)
    expect(queries.asOf()).toEqual(later)
    expect(queries.asOf('湘潭市')).toEqual(new Date('2026-11-23T07:45:00Z'))
    queries.nearest(HERE, ANY, NOW, 5)
    expect(queries.asOf()).toEqual(new Date('2026-11-23T07:45:00Z'))
  })

  it('says which prefectures could have something nearer than the fifth, and are not there', async () => {
    await forgetEverything()
    await sync(SOUTH)
    vi.resetModules()
    queries = await import('./queries.ts')
    await queries.load()
    const { rows } = queries.nearest(HERE, ANY, NOW, 5)
    expect(queries.reachOf(rows, ANY)).toBe(Number.POSITIVE_INFINITY)
    expect(queries.reachOf(rows, { ...ANY, withinM: 1000 })).toBe(1000)
    const names = (reachM: number) => queries.notHeld(HERE, reachM).map(({ name }) => name)
    expect([names(Number.POSITIVE_INFINITY), names(99), names(90)]).toEqual([['长沙市'], ['长沙市'], []])
  })

  it('is taken over after a sync, the untouched prefecture as it was', async () => {
    server.publish('c0000002', slowPack([{ id: 'EEEEEEEE', lon: 112.98, lat: 28.19 }]))
    server.publish('d0000001', slowPack(xiangtan, XIANGTAN), { confirmed: [7] }, 'e0000002')
    await sync(HERE, { also: () => true })
    await queries.load()
    expect(ids(queries.nearest(HERE, ANY, NOW, 5).rows)).toBe('ED')
    expect(queries.station('DDDDDDDD', NOW)?.confirmedAt).toEqual(new Date(NOW.getTime() - 7 * 60_000))
    expect(queries.station('AAAAAAAA', NOW)).toBeNull()
  })

  it('takes a live half back into use when the slow half it was made for arrives', async () => {
    server.publish('c0000001', slowPack(changsha), { of: 'c0000003', confirmed: [1, 2, 3] }, 'e0000003')
    await sync(HERE)
    await queries.load()
    expect(queries.station('AAAAAAAA', NOW)).toMatchObject({ liveKnown: false, confirmedAt: null })
    server.publish('c0000003', slowPack(changsha), { confirmed: [1, 2, 3] }, 'e0000003')
    await sync(HERE)
    await queries.load()
    expect(queries.station('AAAAAAAA', NOW)).toMatchObject({ liveKnown: true, confirmedAt: expect.any(Date) })
  })

  it('judges holidays by the days that came with it', () => {
    const holiday = { ...BY_DAY, holiday: [] }
    const station = {
      ...(queries.station('AAAAAAAA', NOW) as NonNullable<ReturnType<typeof queries.station>>),
      hours: holiday,
    }
    expect(queries.opening(station, new Date('2026-10-01T02:00:00Z')).state).toBe('closed')
    expect(queries.opening(station, new Date('2026-09-30T02:00:00Z')).state).toBe('open')
  })
})

describe('a row', () => {
  it('is judged at the chosen time', () => {
    const at = new Date('2026-11-23T15:00:00Z')
    expect(queries.nearest(HERE, { ...ANY, at }, NOW, 1).rows[0]?.opening.state).toBe('closed')
  })

  it('has no distance when nobody said where they are', () => {
    const station = queries.station('DDDDDDDD', NOW)
    expect(station && queries.rowOf(station, null, NOW)).toMatchObject({
      distanceM: Number.NaN,
      bearingDeg: Number.NaN,
    })
  })
})

describe('search', () => {
  it('puts the beginning of a name first, then a part of it, then its street, then what is near', () => {
    expect(ids(finding.search('文艺', HERE, NOW, 10))).toBe('ACB')
    expect(ids(finding.search('文艺', { lon: 113.05, lat: 28.2 }, NOW, 10))).toBe('ACB')
    expect(ids(finding.search('工会', HERE, NOW, 10))).toBe('AD')
    expect(ids(finding.search('工会', SOUTH, NOW, 10))).toBe('DA')
  })

  it('finds initials, addresses, streets, families and their own words', () => {
    expect(ids(finding.search('wy', HERE, NOW, 10))).toBe('AC')
    expect(ids(finding.search('WYWY', HERE, NOW, 10))).toBe('C')
    expect(ids(finding.search('五一大道', HERE, NOW, 10))).toBe('C')
    expect(ids(finding.search('雨湖路', HERE, NOW, 10))).toBe('D')
    expect(ids(finding.search('暖新', HERE, NOW, 10))).toBe('C')
    expect(ids(finding.search('青年驿', HERE, NOW, 10))).toBe('B')
  })

  it('finds pinyin in full, in part and mixed with initials, the nearest meaning first', async () => {
    const spelling = {
      五: 'wu',
      一: 'yi',
      文: 'wen',
      艺: 'yi',
      路: 'lu',
      大: 'da dai',
      道: 'dao',
      中: 'zhong',
      心: 'xin',
    }
    server.publish('c0000009', { ...slowPack(changsha), spelling })
    await sync(HERE)
    await queries.load()
    const found = (text: string) => ids(finding.search(text, HERE, NOW, 10))
    expect(found('wuyi')).toBe('C')
    expect(found('wuyiwenyizhongxin')).toBe('C')
    expect(found('wenyizx')).toBe('C')
    expect(found('wenyi')).toBe('ACB')
    expect(found('wuyidadao')).toBe('C')
    expect(found("wu'yi")).toBe('C')
    expect(found('wu yi wen')).toBe('C')
    expect(found('wuyix')).toBe('')
  })

  it('wants every word', () => {
    expect(ids(finding.search('工会 雨湖', HERE, NOW, 10))).toBe('D')
    expect(ids(finding.search('工会 五一', HERE, NOW, 10))).toBe('')
    expect(finding.search('   ', HERE, NOW, 10)).toEqual([])
  })

  it('does without knowing where the rider is', () => {
    const rows = finding.search('驿站', null, NOW, 1)
    expect(ids(rows)).toBe('A')
    expect(rows[0]?.distanceM).toBeNaN()
  })
})

describe('places', () => {
  it('are found by name, pinyin and initials once they are loaded', async () => {
    expect(finding.places('文', 5)).toEqual([])
    await queries.loadPlaces()
    const names = (text: string) => finding.places(text, 5).map(({ name }) => name)
    expect(finding.places('溁湾', 5)).toEqual([
      { name: '溁湾镇', within: '长沙市岳麓区', lon: 112.95, lat: 28.2 },
    ])
    expect(names('文')).toEqual(['文家市镇', '文艺路街道'])
    expect(names('wyl')).toEqual(['文艺路街道'])
    expect(names('wenjia')).toEqual(['文家市镇'])
    expect(names('岳麓 溁湾')).toEqual(['溁湾镇'])
    expect(finding.places('文', 1)).toHaveLength(1)
  })

  it('that fit by whole syllables stand before those of an unfinished one', async () => {
    const names: [name: string, pinyin: string, initials: string][] = [
      ['湘乡市', 'xiangxiangshi', 'xxs'],
      ['湘西土家族苗族自治州', 'xiangxitujiazumiaozuzizhizhou', 'xxtjzmzzzz'],
      ['营田公务中心', 'yingtiangongwuzhongxin', 'ytgwzx'],
      ['五一路街道', 'wuyilujiedao', 'wyljd'],
    ]
    const column = (at: 0 | 1 | 2) => names.map((one) => one[at])
    server.layPlaces('bbbbbbbb', { name: column(0), pinyin: column(1), initials: column(2) })
    await sync(HERE)
    await queries.loadPlaces()
    const found = (text: string) => finding.places(text, 5).map(({ name }) => name)
    expect(found('xiangxi')[0]).toBe('湘西土家族苗族自治州')
    expect(found('xiang xi')[0]).toBe('湘西土家族苗族自治州')
    expect(found('xx')).toEqual(['湘乡市', '湘西土家族苗族自治州'])
    expect(found('wu yi')).toEqual(['五一路街道'])
    expect(found('wuyilu')).toEqual(['五一路街道'])
  })

  it('name where the rider is: the nearest place or station, or the place that was chosen', async () => {
    expect(queries.aroundHere(HERE)).toBe('文艺路街道')
    expect(queries.aroundHere(SOUTH)).toBe('雨湖路街道')
    expect(queries.aroundHere({ lon: 112.95, lat: 28.21 })).toBe('文艺路街道')
    await queries.loadPlaces()
    expect(queries.aroundHere({ lon: 112.95, lat: 28.21 })).toBe('溁湾镇')
    expect(queries.aroundHere({ ...HERE, place: '黄兴路' })).toBe('黄兴路')
    expect(queries.aroundHere({ lon: 109, lat: 25 })).toBe('')
  })
})

describe('a start with what lies around the last place', () => {
  beforeEach(async () => {
    vi.resetModules()
    queries = await import('./queries.ts')
    await queries.loadAround(HERE)
  })

  it('has the nearest there, and knows when a prefecture that nobody has read could be nearer', () => {
    const near = queries.nearest(HERE, ANY, NOW, 2)
    expect([ids(near.rows), queries.isPartial(HERE, near.rows, 2)]).toEqual(['AB', false])
    const few = queries.nearest(HERE, ANY, NOW, 5)
    expect([ids(few.rows), queries.isPartial(HERE, few.rows, 5)]).toEqual(['ABC', true])
    const moved = queries.nearest(SOUTH, ANY, NOW, 2)
    expect(queries.isPartial(SOUTH, moved.rows, 2)).toBe(true)
  })

  it('is whole after the rest was read', async () => {
    await queries.load()
    const few = queries.nearest(HERE, ANY, NOW, 5)
    expect([ids(few.rows), queries.isPartial(HERE, few.rows, 5)]).toEqual(['ABCD', false])
  })
})
