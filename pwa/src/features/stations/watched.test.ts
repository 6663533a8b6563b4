import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { toggle } from '../../store/favourites.ts'
import { Server, slowPack, stubStorage, XIANGTAN } from '../../store/makers.ts'
import { forgetEverything } from '../../store/storage.ts'
import { sync } from '../../store/sync.ts'
import { HERE, SOUTH, xiangtan } from './makers.ts'
import { makeStation } from './stationMaker.ts'

/** So many that none farther away could be among the nearest five. */
const NEAR = Array.from({ length: 6 }, (_, at) => ({ id: `N000000${at}`, lon: 112.98, lat: 28.19 }))
const FAR = makeStation({ id: 'DDDDDDDD' })
/** Sooner nobody is asked again, whatever is opened. */
const LATER = new Date('2026-11-23T07:50:00Z')

let server: Server
let upkeep: typeof import('./upkeep.svelte.ts')
let queries: typeof import('./queries.ts')

beforeEach(async () => {
  stubStorage()
  vi.stubGlobal('location', { pathname: '/' })
  vi.stubGlobal('document', { hidden: false })
  await forgetEverything()
  server = new Server()
  server.publish('c0000001', slowPack(NEAR))
  server.publish('d0000001', slowPack(xiangtan, XIANGTAN))
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T07:45:00Z') })
  await sync(HERE)
  await sync(SOUTH)
  // Each test starts as a page does, with nothing in its memory.
  vi.resetModules()
  upkeep = await import('./upkeep.svelte.ts')
  queries = await import('./queries.ts')
  const { where } = await import('./where.svelte.ts')
  where.fix = HERE
  server.publish('d0000001', slowPack(xiangtan, XIANGTAN), { reports: [[0, 'locked', -1, 2, 1]] }, 'd0000002')
})

afterEach(() => vi.useRealTimers())

const said = () => queries.station(FAR.id, LATER)?.reports.length

it('hears of a station that was kept, however far away it is', async () => {
  await upkeep.update()
  expect(said(), 'nobody looks after it').toBe(0)
  await toggle(FAR)
  await upkeep.update()
  expect(said()).toBe(1)
})

it('hears of the station whose page stands, however far away it is', async () => {
  vi.stubGlobal('location', { pathname: `/s/${FAR.id}` })
  await upkeep.update()
  expect(said()).toBe(1)
})

it('asks at once for a station that is opened and of which nothing was told since', async () => {
  await upkeep.update()
  vi.setSystemTime(LATER)
  await upkeep.update()
  vi.stubGlobal('location', { pathname: `/s/${FAR.id}` })
  upkeep.lookInto(queries.asOf('湘潭市'))
  await vi.waitFor(() => expect(said()).toBe(1))
})
