import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CHANGSHA, publishedScene, Server, slowPack, stubStorage, XIANGTAN } from './makers.ts'
import { fetchScenes, heldScenes } from './scenes.ts'
import { forgetEverything } from './storage.ts'
import { sync } from './sync.ts'

const HERE = { lon: 112.98, lat: 28.19 }
const FIRST = Date.parse('2026-11-23T08:00:00Z')
const HOUR = 3_600_000

let server: Server

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(FIRST)
  stubStorage()
  await forgetEverything()
  server = new Server()
  server.publish('c0000001', slowPack([{ id: 'AAAAAAAA', ...HERE }]))
  server.publishScenes('e0000001', [publishedScene('a')])
})

afterEach(() => vi.useRealTimers())

async function held() {
  return (await heldScenes()).map(({ file, newestAt }) => ({
    names: file.scenes.map(({ name }) => name),
    hoursAfter: newestAt === null ? null : (newestAt - FIRST) / HOUR,
  }))
}

async function look(hoursAfter: number) {
  vi.setSystemTime(FIRST + hoursAfter * HOUR)
  await sync(HERE)
  return fetchScenes()
}

it('is as old as the last look at which the server had nothing newer', async () => {
  expect(await look(0)).toBe(true)
  expect(await held()).toEqual([{ names: ['小区a'], hoursAfter: 0 }])
  expect(await look(5)).toBe(false)
  expect(await held()).toEqual([{ names: ['小区a'], hoursAfter: 5 }])
  server.down = true
  await look(9)
  expect(await held()).toEqual([{ names: ['小区a'], hoursAfter: 5 }])
})

it('is fetched again when it has changed, and stays of its age while it does not come', async () => {
  await look(0)
  server.publishScenes('e0000002', [publishedScene('b')])
  server.stumbles.add('430100000000.scenes.e0000002.json')
  expect(await look(2)).toBe(false)
  expect(await held()).toEqual([{ names: ['小区a'], hoursAfter: 0 }])
  server.stumbles.clear()
  expect(await look(3)).toBe(true)
  expect(await held()).toEqual([{ names: ['小区b'], hoursAfter: 3 }])
})

it('does not wait for one that does not come', async () => {
  server.publish('d0000001', slowPack([{ id: 'BBBBBBBB', lon: 112.92, lat: 28.1 }], XIANGTAN))
  server.publishScenes('f0000001', [publishedScene('c')], XIANGTAN)
  server.stumbles.add(`${CHANGSHA.replace('nbs:', '')}.scenes.e0000001.json`)
  expect(await look(0)).toBe(true)
  expect(await held()).toEqual([{ names: ['小区c'], hoursAfter: 0 }])
})
