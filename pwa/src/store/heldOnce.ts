/** A mark outside the database that packs were held: known before anything is asked of it, and when it is gone. */
import { reading } from './database.ts'

export const HELD_KEY = 'xiangyi.held'

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
