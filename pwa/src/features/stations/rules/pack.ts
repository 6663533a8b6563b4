/** A prefecture's stations in memory: columns to rank by, and words that are read when a row is shown. */
import {
  BLOCK,
  type LiveHalf,
  type PackEntry,
  type SlowHalf,
  type Tables,
  type Words,
} from '../../../store/halves.ts'
import type { Box, PublishedHours } from '../../../store/wire.ts'
import type { Point } from './distance.ts'

const UTF8 = new TextDecoder()

export interface Pack {
  division: string
  name: string
  box: Box
  slow: SlowHalf
  tables: Tables
  /** Null when the live half belongs to another slow half: then nothing is known beyond the slow one. */
  live: LiveHalf | null
  /** The amenities that are there and not out of order: bit k is amenity k, as in the slow half. */
  working: Uint32Array
  workingMore: Uint32Array | null
  /** Blocks of words that were read already. */
  read: Map<number, Words>
}

export function openPack(entry: PackEntry, slow: SlowHalf, live: LiveHalf): Pack {
  const tables = JSON.parse(slow.tables) as Tables
  const aligned = live.of === slow.hash && live.confirmed.length === slow.n ? live : null
  return {
    division: entry.division,
    name: entry.name,
    box: entry.box,
    slow,
    tables: { ...tables, schedules: tables.schedules.map(shared) },
    live: aligned,
    working: without(slow.has, aligned, 0) ?? slow.has,
    workingMore: without(slow.hasMore, aligned, 32),
    read: new Map(),
  }
}

const schedules = new Map<string, PublishedHours>()

/** Prefectures keep much the same hours: one object for the same schedule is judged once for all of them. */
function shared(hours: PublishedHours | null): PublishedHours | null {
  if (hours === null) return null
  const text = JSON.stringify(hours)
  const known = schedules.get(text) ?? hours
  schedules.set(text, known)
  return known
}

export function idOf(pack: Pack, row: number): string {
  return pack.slow.ids.slice(row * 8, row * 8 + 8)
}

/** Where a row is, in WGS-84 degrees. */
export function pointOf({ slow }: Pack, row: number): Point {
  return { lon: (slow.lon[row] ?? 0) / 1e6, lat: (slow.lat[row] ?? 0) / 1e6 }
}

/** The row of a station, or -1. */
export function rowOfId(pack: Pack, id: string): number {
  if (id.length !== 8) return -1
  let at = pack.slow.ids.indexOf(id)
  // The ids stand without a gap, so a match may lie across two of them.
  while (at % 8 > 0) at = pack.slow.ids.indexOf(id, at + 1)
  return at < 0 ? -1 : at / 8
}

export function hasAmenity(pack: Pack, row: number, amenity: number): boolean {
  const bits = amenity < 32 ? pack.slow.has[row] : pack.slow.hasMore?.[row]
  return (((bits ?? 0) >>> (amenity % 32)) & 1) === 1
}

/** The block of words a row is in, and the row's place there. */
export function wordsOf(pack: Pack, row: number): { words: Words; at: number } {
  const block = Math.floor(row / BLOCK)
  let words = pack.read.get(block)
  if (!words) {
    const bytes = pack.slow.words.subarray(pack.slow.starts[block], pack.slow.starts[block + 1])
    words = JSON.parse(UTF8.decode(bytes)) as Words
    pack.read.set(block, words)
  }
  return { words, at: row % BLOCK }
}

function without(has: Uint32Array | null, live: LiveHalf | null, first: number): Uint32Array | null {
  if (has === null || !live?.out.length) return has
  const working = has.slice()
  for (const [row, amenity] of live.out) {
    const bit = amenity - first
    if (bit >= 0 && bit < 32) working[row] = (working[row] ?? 0) & ~(1 << bit)
  }
  return working
}
