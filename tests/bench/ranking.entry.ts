/** The app's own ranking, put where a page of the bench can call it. */
import { open } from '../../pwa/src/features/stations/makers.ts'
import { metres } from '../../pwa/src/features/stations/rules/distance.ts'
import type { Pack } from '../../pwa/src/features/stations/rules/pack.ts'
import { rankWish } from '../../pwa/src/features/stations/rules/ranking.ts'
import type { SpecialDays, Wish } from '../../pwa/src/features/stations/types.ts'

const HERE = { lon: 112.952, lat: 28.199 }
const WISH: Wish = {
  open: true,
  at: null,
  travelMinutes: 0,
  night: false,
  amenities: ['drinking_water', 'toilet'],
  families: [],
  walkIn: false,
  ebikeParking: false,
  withinM: null,
}
const DAYS: SpecialDays = { from: '2025-01-01', through: '2026-12-31', days: {} }

async function load(): Promise<Pack[]> {
  const index = await (await fetch('/packs/index.json')).json()
  const names: string[] = index.packs.map((pack: { slow: { path: string } }) => pack.slow.path)
  return Promise.all(names.map(async (name) => open(await (await fetch(`/packs/${name}`)).json())))
}

/** Milliseconds of one ranking each, the instant moving on so that no judgement is remembered. */
function times(packs: Pack[], runs: number): { ours: number[]; brute: number[]; rows: number } {
  const ours: number[] = []
  const brute: number[] = []
  for (let run = 0; run < runs; run++) {
    const now = new Date(Date.UTC(2026, 10, 23, 8, run))
    let began = performance.now()
    rankWish(packs, HERE, WISH, now, DAYS, 20)
    ours.push(performance.now() - began)
    began = performance.now()
    for (const { slow } of packs)
      for (let row = 0; row < slow.n; row++)
        metres(HERE, { lon: (slow.lon[row] as number) / 1e6, lat: (slow.lat[row] as number) / 1e6 })
    brute.push(performance.now() - began)
  }
  return { ours, brute, rows: packs.reduce((sum, { slow }) => sum + slow.n, 0) }
}

Object.assign(globalThis, { bench: { load, times } })
