/** The browser's leave to remember: asking for it, noticing when it took everything back, and giving it up. */
import { reading, storeNames, writing } from './database.ts'
import { reset } from './settings.ts'

/** Says, outside the database, that the database once held packs. */
const HELD_KEY = 'xiangyi.held'

/** Asks that the packs be kept when space runs short; false where the browser decides for itself. */
export async function askPersistence(): Promise<boolean> {
  if (await navigator.storage?.persisted?.()) return true
  return (await navigator.storage?.persist?.()) ?? false
}

export function markHeld(): void {
  try {
    localStorage.setItem(HELD_KEY, '1')
  } catch {
    // Without a marker an eviction goes unnoticed; nothing else is lost.
  }
}

/** True when packs were held at some time; known without asking the database. */
export function heldOnce(): boolean {
  try {
    return localStorage.getItem(HELD_KEY) !== null
  } catch {
    return false
  }
}

/** True when packs were held once and the browser has thrown them away. */
export async function detectEviction(): Promise<boolean> {
  return heldOnce() && (await reading(['packs'], (open) => open('packs').count())) === 0
}

/** Bytes used by the app on this phone and bytes it may use; null where the browser does not tell. */
export async function estimate(): Promise<{ usage: number; quota: number } | null> {
  const told = await navigator.storage?.estimate?.()
  return told?.usage === undefined || told.quota === undefined
    ? null
    : { usage: told.usage, quota: told.quota }
}

/**
 * Clears packs, favourites and settings from this phone. The app itself stays, so that it still opens
 * without a network; what a page has in its memory goes when it is reloaded.
 */
export async function forgetEverything(): Promise<void> {
  const names = storeNames()
  await writing(names, (open) => Promise.all(names.map((name) => open(name).clear())))
  try {
    localStorage.removeItem(HELD_KEY)
  } catch {
    // Nothing was stored where nothing can be.
  }
  reset()
}
