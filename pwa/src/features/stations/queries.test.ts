import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BY_DAY, CHANGSHA, Server, slowPack, stubStorage, XIANGTAN } from '../../store/makers.ts'
import { forgetEverything } from '../../store/storage.ts'
import { sync } from '../../store/sync.ts'
import { ANY, changsha, HERE, NOW, SOUTH, xiangtan } from './makers.ts'

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
