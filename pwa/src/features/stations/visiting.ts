/**
 * Whether to ask "开着吗？" after a visit. All of it is decided on this phone and stays on it: which station
 * somebody set out for or stood at, never where they were.
 */
import { heldFile, keepFile } from '../../store/held.ts'
import { shell, type Visited } from '../../ui/shell.svelte.ts'
import type { Station } from './types.ts'

export interface VisitMemory {
  off: boolean
  last: Visited | null
  /** When anything was asked last, and when about each station. */
  askedAt: number
  asked: Record<string, number>
  /** Of which stations it was said here that they were open, and when. */
  open: Record<string, number>
}

export const NOTHING: VisitMemory = { off: false, last: null, askedAt: 0, asked: {}, open: {} }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Sooner nobody has got there. */
const SOONEST_MS = 10 * MINUTE_MS
/** What was so longer ago helps nobody any more. */
const LATEST_MS = 6 * HOUR_MS
/** Whoever was asked is left alone for so long, and about the same station for a week. */
const PAUSE_MS = 20 * HOUR_MS
const PAUSE_SAME_MS = 7 * 24 * HOUR_MS
/** Within this distance somebody is at the door. */
const AT_THE_DOOR_M = 150

/** The visit to ask about now, if there is one. */
export function due({ off, last, askedAt, asked }: VisitMemory, now: number): Visited | null {
  if (off || !last || now - askedAt < PAUSE_MS || now - (asked[last.id] ?? 0) < PAUSE_SAME_MS) return null
  const ago = now - last.at
  return ago >= SOONEST_MS && ago <= LATEST_MS ? last : null
}

/** The memory once that was asked; what no longer holds anything back is forgotten. */
export function askedAbout(memory: VisitMemory, { id }: Visited, now: number): VisitMemory {
  const recent = Object.entries(memory.asked).filter(([, at]) => now - at < PAUSE_SAME_MS)
  return { ...memory, last: null, askedAt: now, asked: { ...Object.fromEntries(recent), [id]: now } }
}

/** Where a receiver is sure enough, and near enough. */
export function isThere(distanceM: number | undefined, accuracyM: number | null): boolean {
  return distanceM !== undefined && accuracyM !== null && Math.max(distanceM, accuracyM) <= AT_THE_DOOR_M
}

/** Somebody sets out for a station, or is at its door. Where the phone keeps nothing, nothing is asked. */
export async function noteVisit({ id, name }: Pick<Station, 'id' | 'name'>, at = Date.now()): Promise<void> {
  await change((memory) => (memory.off ? memory : { ...memory, last: { id, name, at } }))
}

/** Asks about the last visit if it is time to, and never about the same one again. */
export async function lookBack(now = Date.now()): Promise<void> {
  let visit: Visited | null = null
  await change((memory) => {
    visit = due(memory, now)
    return visit ? askedAbout(memory, visit, now) : memory
  })
  if (visit) shell.ask = { piece: (await import('./parts/VisitAsk.svelte')).default, visit }
}

/** Looks back now, and whenever somebody comes back to the app. */
export function lookBackOnReturn(): void {
  void lookBack()
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void lookBack()
  })
}

/** 开着 stays here: one rider's word that all is as listed is nothing that a station's page counts. */
export async function noteOpen({ id }: Visited, now = Date.now()): Promise<void> {
  await change((memory) => ({ ...memory, open: { ...memory.open, [id]: now } }))
}

export async function askAtAll(on: boolean): Promise<void> {
  await change((memory) => ({ ...memory, off: !on, last: on ? memory.last : null }))
}

export async function visitMemory(): Promise<VisitMemory> {
  const held = await heldFile('visit').catch(() => null)
  return held ? { ...NOTHING, ...(JSON.parse(held.text) as Partial<VisitMemory>) } : NOTHING
}

let before: Promise<unknown> = Promise.resolve()

/** One change after another, each on what the one before left. */
function change(to: (memory: VisitMemory) => VisitMemory): Promise<void> {
  const mine = before.then(async () => {
    const memory = await visitMemory()
    const next = to(memory)
    if (next !== memory) await keepFile('visit', { path: '', text: JSON.stringify(next) })
  })
  before = mine.catch(() => undefined)
  return mine.catch(() => undefined)
}
