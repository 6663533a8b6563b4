import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Server, slowPack, stubStorage, XIANGTAN } from '../../store/makers.ts'
import { forgetEverything } from '../../store/storage.ts'
import { sync } from '../../store/sync.ts'
import { changsha, HERE, NOW, SOUTH, xiangtan } from './makers.ts'

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

describe('search', () => {
  it('puts the beginning of a name first, then a part of it, then its street, then what is near', () => {
    expect(ids(finding.search('文艺', HERE, NOW, 10))).toBe('ACB')
    expect(ids(finding.search('文艺', { lon: 113.05, lat: 28.2 }, NOW, 10))).toBe('ACB')
    expect(ids(finding.search('工会', HERE, NOW, 10))).toBe('AD')
    expect(ids(finding.search('工会', SOUTH, NOW, 10))).toBe('DA')
    const { rows, count } = finding.searched('工会', HERE, NOW, 1)
    expect([ids(rows), count], 'the nearest, and that there is another').toEqual(['A', 2])
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
