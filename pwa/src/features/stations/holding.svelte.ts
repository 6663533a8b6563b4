/** What the phone holds, as the screens follow it: read once, brought up to date when there is a network. */

import { detectEviction, heldOnce } from '../../store/storage.ts'
import { sync } from '../../store/sync.ts'
import { shell } from '../../ui/shell.svelte.ts'
import { held, load, loadAround, service } from './queries.ts'
import type { Here } from './types.ts'

export const holding = $state({
  /** Counts readings; what ranks reads it, and ranks again after the next one. */
  version: 0,
  /** True once everything that is held was read, not only what lies around. */
  whole: false,
  syncing: false,
  /** True once a try has ended, with or without a network. */
  tried: false,
  online: true,
  progress: null as { done: number; total: number; name: string } | null,
  /** The phone threw away what was held. */
  evicted: false,
  /** The server publishes what only a newer app reads. */
  tooNew: false,
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

async function take(reading: () => Promise<void>): Promise<void> {
  await reading().catch(() => {
    holding.forbidden = true
  })
  const facts = service()
  shell.demo = facts?.demo ?? false
  shell.phone = facts?.phone ?? null
  holding.version += 1
}

let running: AbortController | null = null

/** Fetches what changed around `here`. A newer call overtakes the one that runs. */
export async function refresh(here: Here | null): Promise<{ online: boolean; changed: boolean }> {
  await open()
  running?.abort()
  const mine = new AbortController()
  running = mine
  holding.syncing = true
  try {
    const progress = (done: number, total: number, name: string) => {
      holding.progress = { done, total, name }
    }
    const { online, changed, tooNew } = await sync(here, {
      progress,
      kept: () => void take(load),
      signal: mine.signal,
    })
    holding.online = online
    holding.tooNew = tooNew ?? false
    if (changed) await take(load)
    return { online, changed }
  } catch {
    if (mine.signal.aborted) return { online: true, changed: false }
    // A lost network is an answer of `sync`; what it throws is the phone's refusal to keep what came.
    holding.forbidden = true
    return { online: true, changed: false }
  } finally {
    if (running === mine) {
      holding.syncing = false
      holding.tried = true
      holding.progress = null
    }
  }
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
