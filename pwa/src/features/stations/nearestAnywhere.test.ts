import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ALWAYS, BY_DAY, Server, type Spec, slowPack, stubStorage } from '../../store/makers.ts'
import { forgetEverything } from '../../store/storage.ts'
import { ANY, chance, idFrom } from './makers.ts'

const random = chance(20_261_125)
/** 02:00 in Shanghai: what is open by day is not open now. */
const NIGHT = new Date('2026-11-23T18:00:00Z')
/** A new phone for each point takes its time. */
const LONG_MS = 60_000
const EARTH_M = 6_371_008.8

/** Fourteen prefectures whose boxes overlap, some crowded and some nearly empty; every seventh station is open at night. */
const prefectures = Array.from({ length: 14 }, (_, number) => {
  const middle = { lon: 109.5 + random() * 4, lat: 25.5 + random() * 4 }
  const specs: Spec[] = Array.from({ length: 3 + Math.floor(random() ** 2 * 60) }, (_, row) => ({
    id: idFrom(random),
    lon: middle.lon + (random() - 0.5) * 2.4,
    lat: middle.lat + (random() - 0.5) * 2,
    hours: row % 7 === 0 ? ALWAYS : BY_DAY,
  }))
  return { division: `nbs:43${String(number + 10)}00000000`, specs }
})
const all = prefectures.flatMap(({ specs }) => specs)

/** By vectors rather than haversines, over all that there is: what the server would say. */
function nearestFive(here: { lon: number; lat: number }): string[] {
  const vector = ({ lon, lat }: { lon: number; lat: number }) => {
    const [x, y] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180]
    return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)] as const
  }
  const mine = vector(here)
  const metres = (one: Spec) =>
    2 * EARTH_M * Math.asin(Math.hypot(...vector(one).map((part, axis) => part - (mine[axis] ?? 0))) / 2)
  return all
    .filter(({ hours }) => hours === ALWAYS)
    .map((one) => ({ id: one.id, away: metres(one) }))
    .sort((one, other) => one.away - other.away)
    .slice(0, 5)
    .map(({ id }) => id)
}

let server: Server

beforeEach(async () => {
  stubStorage()
  await forgetEverything()
  vi.useFakeTimers({ toFake: ['Date'], now: NIGHT })
  server = new Server()
  for (const { division, specs } of prefectures) server.publish('c0000001', slowPack(specs, division))
})

afterEach(() => vi.useRealTimers())

/** A phone that was never used: nothing kept, nothing in its memory. */
async function newPhone() {
  await forgetEverything()
  vi.resetModules()
  server.asked = []
  const holding = await import('./holding.svelte.ts')
  return { ...holding, ...(await import('./queries.ts')) }
}

it(
  'a new phone shows the five that are nearest of all, wherever it is',
  async () => {
    let incomplete = 0
    for (let point = 0; point < 80; point++) {
      const here = { lon: 108 + random() * 7, lat: 24 + random() * 7, accuracyM: 20, place: null }
      const phone = await newPhone()
      await phone.refresh(here)
      const { rows } = phone.nearest(here, { ...ANY, open: true }, NIGHT, 20)
      expect(rows.slice(0, 5).map(({ station }) => station.id)).toEqual(nearestFive(here))
      expect(phone.notHeld(here, phone.reachOf(rows, ANY))).toEqual([])
      if (phone.notHeld().length > 0) incomplete += 1
    }
    // Without having fetched everything everywhere, which would prove nothing.
    expect(incomplete).toBeGreaterThan(50)
  },
  LONG_MS,
)

it(
  'a phone that lost the network says so wherever its five may not be the nearest',
  async () => {
    let honest = 0
    for (let point = 0; point < 60; point++) {
      const here = { lon: 108 + random() * 7, lat: 24 + random() * 7, accuracyM: 20, place: null }
      const phone = await newPhone()
      let packs = 0
      server.before = (path) => {
        if (path.includes('slow')) packs += 1
        server.down = packs > 1
      }
      await phone.refresh(here)
      server.down = false
      const { rows } = phone.nearest(here, { ...ANY, open: true }, NIGHT, 5)
      const right = rows.map(({ station }) => station.id).join() === nearestFive(here).join()
      const unsure = phone.notHeld(here, phone.reachOf(rows, ANY))
      if (!right) {
        honest += 1
        expect(unsure).not.toEqual([])
      }
    }
    expect(honest).toBeGreaterThan(20)
  },
  LONG_MS,
)
