/** Makers of opened packs, of wishes and of chance that repeats itself, for tests. */
import { keepLive, keepSlow } from '../../store/halves.ts'
import { BY_DAY, CHANGSHA, livePack, type Spec, slowPack } from '../../store/makers.ts'
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

/** In the middle of Changsha. */
export const HERE = { lon: 112.98, lat: 28.19, accuracyM: 20, place: null }
export const SOUTH = { lon: 112.92, lat: 27.85, accuracyM: null, place: null }

/** Three stations of one prefecture and one of the next, 37 km south. */
export const changsha: Spec[] = [
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
export const xiangtan: Spec[] = [
  {
    id: 'DDDDDDDD',
    lon: 112.92,
    lat: 27.86,
    name: '雨湖工会驿站',
    initials: 'yhghyz',
    street: ['nbs:430302001000', '雨湖路街道', '雨湖区'],
  },
]
