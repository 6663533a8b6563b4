/** The browser's leave to remember: asking for it, and giving it up. */
import { type StoreName, writing } from './database.ts'
import { HELD_KEY } from './heldOnce.ts'
import { reset } from './settings.ts'

/** Asks that the packs be kept when space runs short; false where the browser decides for itself. */
export async function askPersistence(): Promise<boolean> {
  if (await navigator.storage?.persisted?.()) return true
  return (await navigator.storage?.persist?.()) ?? false
}

/** Bytes used by the app on this phone and bytes it may use; null where the browser does not tell. */
export async function estimate(): Promise<{ usage: number; quota: number } | null> {
  const told = await navigator.storage?.estimate?.()
  return told?.usage === undefined || told.quota === undefined
    ? null
    : { usage: told.usage, quota: told.quota }
}

export function storeNames(): StoreName[] {
  return ['files', 'packs', 'slow', 'live', 'favourites', 'outbox', 'said', 'reports', 'notices']
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
