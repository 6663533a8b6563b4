/** The stations a rider wants to find again; they stay on this phone. */
import { database } from './database.ts'

/** Their ids, the latest first. */
export async function list(): Promise<string[]> {
  const ids = await (await database()).getAllKeysFromIndex('favourites', 'addedAt')
  return ids.reverse()
}

/** Adds the station, or takes it out again; resolves to whether it is a favourite now. */
export async function toggle(id: string, now: Date = new Date()): Promise<boolean> {
  const tx = (await database()).transaction('favourites', 'readwrite')
  const there = (await tx.store.getKey(id)) !== undefined
  await Promise.all([there ? tx.store.delete(id) : tx.store.put({ id, addedAt: now.getTime() }), tx.done])
  return !there
}

export async function has(id: string): Promise<boolean> {
  return (await (await database()).getKey('favourites', id)) !== undefined
}
