import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { heldEntries, heldFile, readHeld } from './held.ts'
import { detectEviction } from './heldOnce.ts'
import { CHANGSHA, Server, slowPack, stubStorage, XIANGTAN } from './makers.ts'
import { forgetEverything } from './storage.ts'
import { sync } from './sync.ts'

const HERE = { lon: 112.98, lat: 28.19 }
/** Nineteen kilometres from each of the two prefectures, a little nearer to Changsha. */
const BETWEEN = { lon: 112.96, lat: 28.02 }
const changsha = slowPack([{ id: 'AAAAAAAA', lon: 112.99, lat: 28.19 }])
const xiangtan = slowPack([{ id: 'BBBBBBBB', lon: 112.92, lat: 27.85 }], XIANGTAN)

let server: Server
let kept: Map<string, string>

beforeEach(async () => {
  kept = stubStorage()
  await forgetEverything()
  server = new Server()
  server.publish('c0000001', changsha)
  server.publish('d0000001', xiangtan)
})

afterEach(() => vi.useRealTimers())

async function hashes(): Promise<Record<string, string>> {
  return Object.fromEntries((await heldEntries()).map((entry) => [entry.division, entry.slowHash]))
}

describe('what is fetched', () => {
  it('keeps the prefectures within 20 km and no others', async () => {
    expect(await sync(HERE)).toEqual({ online: true, changed: true, refused: [] })
    expect(await hashes()).toEqual({ [CHANGSHA]: 'c0000001' })
  })

  it('keeps a neighbour whose border lies nearer than 20 km', async () => {
    await sync(BETWEEN)
    expect(Object.keys(await hashes())).toEqual([CHANGSHA, XIANGTAN])
  })

  it('keeps no prefecture before anybody said where they are, but days and places', async () => {
    expect((await sync(null)).changed).toBe(true)
    expect(await hashes()).toEqual({})
    expect(await heldFile('days')).not.toBeNull()
    expect(await heldFile('places')).not.toBeNull()
  })

  it('refreshes what is held far away when it is asked to, after what is near', async () => {
    await sync({ lon: 112.92, lat: 27.85 })
    server.publish('d0000002', xiangtan)
    server.asked = []
    await sync(HERE, { also: (_, entry) => entry !== undefined })
    expect(server.asked.filter((path) => path.includes('slow'))).toEqual([
      '430100000000.slow.c0000001.json',
      '430300000000.slow.d0000002.json',
    ])
    expect((await hashes())[XIANGTAN]).toBe('d0000002')
  })

  it('fetches farther prefectures, the nearest first, while they could change the answer', async () => {
    const reaches = [90_000, 90_000, 10_000]
    server.publish('a0000001', slowPack([{ id: 'CCCCCCCC', lon: 112.6, lat: 27.8 }], 'nbs:430500000000'))
    server.publish('b0000001', slowPack([{ id: 'DDDDDDDD', lon: 112.5, lat: 27.7 }], 'nbs:430600000000'))
    await sync(HERE, { reach: async () => reaches.shift() ?? 0 })
    expect(Object.keys(await hashes()).sort()).toEqual([CHANGSHA, XIANGTAN, 'nbs:430500000000'])
    expect(server.asked.at(-1)).toBe('places.aaaaaaaa.json')
  })

  it('asks once for a prefecture that is not as it should be, however near it is', async () => {
    server.files.delete('430300000000.slow.d0000001.json')
    const done = await sync(HERE, { reach: async () => Number.POSITIVE_INFINITY })
    expect(done.refused).toEqual([XIANGTAN])
  })

  it('knows of every prefecture there is, without holding it', async () => {
    await sync(HERE)
    const kept = JSON.parse((await heldFile('offered'))?.text ?? '[]')
    expect(kept.map((one: { division: string }) => one.division)).toEqual([CHANGSHA, XIANGTAN])
    expect(kept[1]).toMatchObject({ name: '湘潭市', count: 1, box: [112.92, 27.85, 112.92, 27.85] })
  })

  it('notes when the server had nothing newer, even where nothing changed', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 })
    await sync(HERE)
    vi.setSystemTime(2_000_000)
    await sync(HERE)
    expect((await heldEntries()).map(({ newestAt }) => newestAt)).toEqual([2_000_000])
    vi.setSystemTime(3_000_000)
    server.down = true
    await sync(HERE)
    expect((await heldEntries()).map(({ newestAt }) => newestAt)).toEqual([2_000_000])
  })

  it('fetches nothing twice', async () => {
    await sync(HERE)
    server.asked = []
    expect(await sync(HERE)).toEqual({ online: true, changed: false, refused: [] })
    expect(server.asked).toEqual(['index.json'])
  })

  it('fetches the live half alone when only that is new', async () => {
    await sync(HERE)
    server.publish('c0000001', changsha, { confirmed: [5] }, 'e0000002')
    server.asked = []
    expect((await sync(HERE)).changed).toBe(true)
    expect(server.asked).toEqual(['index.json', '430100000000.live.e0000002.json'])
    const { packs } = await readHeld()
    expect(packs[0]?.live?.confirmed).toEqual(Int32Array.of(5))
  })

  it('tells the server the names of packs and nothing of the rider', async () => {
    await sync(HERE)
    expect(server.asked.join()).not.toMatch(/112|28\.19/)
    for (const request of server.requests) {
      expect(request).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' })
      expect(request.body).toBeUndefined()
    }
    expect(server.requests[0]?.cache).toBe('no-cache')
  })

  it('lets go of a prefecture that has no stations any more', async () => {
    await sync({ lon: 112.92, lat: 27.85 })
    server.index.packs = server.index.packs.filter((pack) => pack.division === CHANGSHA)
    expect((await sync(null)).changed).toBe(true)
    expect(await hashes()).toEqual({})
  })

  it('keeps everything when an index names no prefecture at all', async () => {
    await sync(HERE)
    server.index.packs = []
    expect((await sync(HERE)).empty).toBe(true)
    expect(await hashes()).toEqual({ [CHANGSHA]: 'c0000001' })
  })
})

describe('progress', () => {
  it('counts the bytes that travel, up to all of them', async () => {
    const told: [number, number, string][] = []
    await sync(HERE, { progress: (...now) => told.push(now) })
    const files = [
      server.index.days,
      server.index.places,
      server.index.packs[0]?.slow,
      server.index.packs[0]?.live,
    ]
    const total = files.reduce((sum, file) => sum + (file?.bytes ?? 0), 0)
    expect(new Set(told.map(([, all]) => all))).toEqual(new Set([total]))
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).sort((a, b) => a - b))
    expect(told.at(-1)?.[0]).toBe(total)
    expect(told.map(([, , name]) => name)).toContain('长沙市')
  })
})

describe('a first visit', () => {
  it('is told of the nearest prefecture before the rest is fetched', async () => {
    const told: [string, number][] = []
    await sync(BETWEEN, { kept: (name) => told.push([name, server.asked.length]) })
    expect(told.map(([name]) => name)).toEqual(['长沙市', '湘潭市'])
    expect(server.asked.slice(0, told[0]?.[1])).toEqual([
      'index.json',
      'days.aaaaaaaa.json',
      '430100000000.live.c0000001.json',
      '430100000000.slow.c0000001.json',
    ])
    expect(server.asked.at(-1)).toBe('places.aaaaaaaa.json')
  })
})

describe('what goes wrong', () => {
  it('tells a server without stations from a network that is not there', async () => {
    server.index.packs = []
    expect(await sync(HERE)).toMatchObject({ online: true, empty: true })
    server.before = () => {
      server.index = undefined as never
    }
    expect(await sync(HERE)).toMatchObject({ online: true, empty: true, changed: false })
  })

  it('says that there is no network, and keeps what is held', async () => {
    await sync(HERE)
    server.down = true
    expect(await sync(HERE)).toMatchObject({ online: false, changed: false })
    expect(await hashes()).toEqual({ [CHANGSHA]: 'c0000001' })
  })

  it('takes a sign-in page that answers everything for no network', async () => {
    server.before = (path) => void server.files.set(path, '<html>')
    server.index = '<html>' as never
    expect(await sync(HERE)).toMatchObject({ online: false, changed: false })
  })

  it('keeps what came before the network broke off', async () => {
    server.before = (path) => {
      server.down = path.includes('430300000000')
    }
    expect(await sync(BETWEEN)).toMatchObject({ online: false, changed: true })
    expect(await hashes()).toEqual({ [CHANGSHA]: 'c0000001' })
  })

  it('takes a server that stumbles for a network that broke off', async () => {
    server.stumbles.add('430100000000.live.c0000001.json')
    expect(await sync(HERE)).toEqual({ online: false, changed: true, refused: [] })
    expect(await hashes()).toEqual({})
  })

  it('never replaces one half without the other', async () => {
    await sync(HERE)
    server.publish('c0000002', changsha, { confirmed: [1] })
    server.files.set('430100000000.live.c0000002.json', '{"v":1,')
    expect(await sync(HERE)).toEqual({ online: true, changed: false, refused: [CHANGSHA] })
    const { packs } = await readHeld()
    expect([packs[0]?.slow?.hash, packs[0]?.live?.hash]).toEqual(['c0000001', 'c0000001'])
  })

  it('stops when it is told to, leaving no prefecture half replaced', async () => {
    const stop = new AbortController()
    server.before = (path) => {
      if (path.includes('430100000000.live')) stop.abort()
    }
    await expect(sync(HERE, { signal: stop.signal })).rejects.toThrow(/abort/i)
    expect(await hashes()).toEqual({})
    const { packs } = await readHeld()
    expect(packs).toEqual([])
  })

  it.each([
    ['../../api/me', 'c0000002'],
    ['430100000000.slow.c0000002.json', 'c0000003'],
    ['//elsewhere.example/slow.c0000002.json', 'c0000002'],
    ['430300000000.slow.c0000002.json', 'c0000002'],
  ])('refuses a pack named %s of hash %s and keeps the one it has', async (path, hash) => {
    await sync(HERE)
    server.publish('c0000002', changsha)
    const pack = server.index.packs.find((one) => one.division === CHANGSHA)
    Object.assign(pack?.slow ?? {}, { path, hash })
    server.asked = []
    expect(await sync(HERE)).toEqual({ online: true, changed: false, refused: [CHANGSHA] })
    expect(server.asked).toEqual(['index.json'])
    expect(await hashes()).toEqual({ [CHANGSHA]: 'c0000001' })
  })

  it('refuses a pack that the server does not have, and goes on with the others', async () => {
    server.files.delete('430100000000.slow.c0000001.json')
    const told: string[] = []
    const kept = (name: string) => told.push(name)
    expect(await sync(BETWEEN, { kept })).toEqual({ online: true, changed: true, refused: [CHANGSHA] })
    expect(await hashes()).toEqual({ [XIANGTAN]: 'd0000001' })
    expect(told).toEqual(['湘潭市'])
  })

  it('keeps the days it has when the new ones make no sense', async () => {
    await sync(HERE)
    server.publishDays('bbbbbbbb', { '2026-10-01': ['feast', ''] })
    expect(await sync(HERE)).toEqual({ online: true, changed: false, refused: [] })
    expect((await heldFile('days'))?.path).toBe('days.aaaaaaaa.json')
  })

  it('keeps what is held when the server publishes for a newer app', async () => {
    await sync(HERE)
    Object.assign(server.index, { v: 2 })
    expect(await sync(HERE)).toEqual({ online: true, changed: false, tooNew: true, refused: [] })
    expect(await hashes()).toEqual({ [CHANGSHA]: 'c0000001' })
  })
})

describe('a browser that throws the packs away', () => {
  it('is found out by the marker outside the database', async () => {
    expect(await detectEviction()).toBe(false)
    await sync(HERE)
    expect(await detectEviction()).toBe(false)
    const marker = kept.get('xiangyi.held') ?? 'no marker'
    expect(marker).toBe('1')
    await forgetEverything()
    expect(await detectEviction()).toBe(false)
    kept.set('xiangyi.held', marker)
    expect(await detectEviction()).toBe(true)
  })
})
