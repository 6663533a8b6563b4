/** What the phone holds, as the screens follow it: read once, brought up to date when there is a network. */

import { detectEviction, heldOnce } from '../../store/heldOnce.ts'
import type { Also } from '../../store/jobs.ts'
import type { Synced } from '../../store/sync.ts'
import { shell } from '../../ui/shell.svelte.ts'
import { held, load, loadAround, nearest, reachOf, SURE, service } from './queries.ts'
import type { Here } from './types.ts'
import { wished } from './wishes.svelte.ts'

export const holding = $state({
  /** Counts readings; what ranks reads it, and ranks again after the next one. */
  version: 0,
  /** True once everything that is held was read, not only what lies around. */
  whole: false,
  syncing: false,
  /** Something is fetched that no list waits for. */
  resting: false,
  /** True once a try has ended, with or without a network. */
  tried: false,
  online: true,
  progress: null as { done: number; total: number; name: string } | null,
  /** The phone threw away what was held. */
  evicted: false,
  /** The server publishes what only a newer app reads. */
  tooNew: false,
  /** The server has no stations at all. */
  empty: false,
  /** The phone lets nothing be kept, as in some private windows. */
  forbidden: false,
})

let opening: Promise<void> | null = null
let starting: Promise<void> | null = null

/** Reads all that is held; later calls wait for the first. */
export function open(): Promise<void> {
  opening ??= (async () => {
    await starting
    holding.evicted = await detectEviction().catch(() => false)
    await take(load)
    holding.whole = true
  })()
  return opening
}

/** For a start that cannot wait for everything: reads what lies around the place where the person last was. */
export function openAround(last: Here | null): void {
  if (last && heldOnce()) starting ??= take(() => loadAround(last))
  else void open()
}

/** Reads again what is held, after something else than a refresh changed it. */
export function reload(): Promise<void> {
  return take(load)
}

async function take(reading: () => Promise<void>): Promise<void> {
  await reading().catch(() => {
    holding.forbidden = true
  })
  const facts = service()
  shell.demo = facts?.demo ?? false
  shell.phone = facts?.phone ?? null
  shell.filing = facts?.filing ?? null
  holding.version += 1
}

/** What fetches; a start from what is held does without it. */
export const syncing = () => import('../../store/sync.ts')

let running: AbortController | null = null

export interface Told extends Synced {
  /** A newer call took over, so nothing is told. */
  overtaken?: true
}

/**
 * Fetches what changed around `here`, as far as the nearest five of the wish may lie, and `also` what else is asked
 * for. A newer call overtakes the one that runs. A quiet one fetches what nobody waits for.
 */
export async function refresh(here: Here | null, also?: Also, quiet = false): Promise<Told> {
  await open()
  running?.abort()
  const mine = new AbortController()
  running = mine
  holding.syncing = !quiet
  holding.resting = quiet
  let told: Told = { online: true, changed: false, refused: [] }
  try {
    const piece = await syncing().catch(() => null)
    mine.signal.throwIfAborted()
    told = piece
      ? await piece.sync(here, {
          progress: (done, total, name) => {
            holding.progress = { done, total, name }
          },
          kept: () => void take(load),
          reach: async () => {
            await take(load)
            const now = new Date()
            return here ? reachOf(nearest(here, wished(), now, SURE).rows, wished()) : 0
          },
          ...(also && { also }),
          signal: mine.signal,
        })
      : { ...told, online: false }
    const { online, tooNew = false, empty = false } = told
    Object.assign(holding, { online, tooNew, empty })
    // Even where nothing changed it is younger now.
    await take(load)
  } catch {
    // A lost network is an answer of `sync`; what it throws is the phone's refusal to keep what came.
    if (mine.signal.aborted) told.overtaken = true
    else holding.forbidden = true
  } finally {
    if (running === mine) {
      holding.syncing = false
      holding.resting = false
      holding.tried = true
      holding.progress = null
    }
  }
  return told
}

/** Asks the memory in a way that is asked again after the next reading. */
export function read<Told>(ask: () => Told): Told {
  void holding.version
  return ask()
}

/** True when there is nothing to rank. */
export function holdsNothing(): boolean {
  return read(held).length === 0
}
