/** The stations a rider wants to find again; they stay on this phone. */
import { reading, writing } from './database.ts'

/** Their ids, the latest first. */
export async function list(): Promise<string[]> {
  const all = await reading(['favourites'], (open) => open('favourites').getAll())
  return all.sort((one, other) => other.addedAt - one.addedAt).map(({ id }) => id)
}

/** Adds the station, or takes it out again; resolves to whether it is a favourite now. */
export function toggle(id: string, now: Date = new Date()): Promise<boolean> {
  return writing(['favourites'], async (open) => {
    const favourites = open('favourites')
    const there = (await favourites.get(id)) !== undefined
    await (there ? favourites.delete(id) : favourites.put({ id, addedAt: now.getTime() }))
    return !there
  })
}

export function has(id: string): Promise<boolean> {
  return reading(['favourites'], async (open) => (await open('favourites').get(id)) !== undefined)
}
