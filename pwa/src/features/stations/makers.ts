/** Makers of opened packs, of wishes and of chance that repeats itself, for tests. */
import { keepLive, keepSlow } from '../../store/halves.ts'
import { CHANGSHA, livePack, type Spec, slowPack } from '../../store/makers.ts'
import type { LivePack, SlowPack } from '../../store/wire.ts'
import { openPack, type Pack } from './rules/pack.ts'
import type { SpecialDays, Wish } from './types.ts'

export const NOW = new Date('2026-11-23T08:00:00Z')
export const DAYS: SpecialDays = { from: '2025-01-01', through: '2026-12-31', days: {} }

export const ANY: Wish = {
  open: false,
  at: null,
  travelMinutes: 0,
  night: false,
  amenities: [],
  families: [],
  walkIn: false,
  ebikeParking: false,
  withinM: null,
}

export function packOf(specs: Spec[], live: Partial<LivePack> = {}, division: string = CHANGSHA): Pack {
  return open(slowPack(specs, division), live)
}

export function open(slow: SlowPack, live: Partial<LivePack> = {}): Pack {
  const lon = slow.lon.map((micro) => micro / 1e6)
  const lat = slow.lat.map((micro) => micro / 1e6)
  return openPack(
    {
      division: slow.division,
      name: '长沙市',
      box: [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)],
      count: slow.n,
      bytes: 1,
      slowHash: 'slow',
      liveHash: 'live',
      publishedAt: NOW.getTime(),
    },
    keepSlow(slow, 'slow'),
    keepLive(livePack('slow', slow.n, live), slow.division, 'live'),
  )
}

/** Numbers from 0 to below 1 that look like chance and are the same each time (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function idFrom(random: () => number): string {
  return Array.from({ length: 8 }, () => CROCKFORD[Math.floor(random() * 32)]).join('')
}
