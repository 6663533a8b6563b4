/** The stations a rider wants to find again; they stay on this phone. */
import { type Favourite, type FavouriteFacts, reading, writing } from './database.ts'

/** A station as the screens know it, of which only what a favourite needs is kept. */
export type Starred = FavouriteFacts & { id: string }

/** The latest first. */
export async function list(): Promise<Favourite[]> {
  const all = await reading(['favourites'], (open) => open('favourites').getAll())
  return all.sort((one, other) => other.addedAt - one.addedAt)
}

/** Adds the station, or takes it out again; resolves to whether it is a favourite now. */
export function toggle(station: Starred, now: Date = new Date()): Promise<boolean> {
  const { id } = station
  return writing(['favourites'], async (open) => {
    const favourites = open('favourites')
    const there = (await favourites.get(id)) !== undefined
    await (there
      ? favourites.delete(id)
      : favourites.put({ id, addedAt: now.getTime(), facts: factsOf(station) }))
    return !there
  })
}

export function has(id: string): Promise<boolean> {
  return reading(['favourites'], async (open) => (await open('favourites').get(id)) !== undefined)
}

/** Keeps with those that are favourites what is told of them now. */
export function renew(stations: Starred[]): Promise<void> {
  return writing(['favourites'], async (open) => {
    const favourites = open('favourites')
    for (const station of stations) {
      const kept = await favourites.get(station.id)
      const facts = factsOf(station)
      if (kept && JSON.stringify(kept.facts) !== JSON.stringify(facts))
        await favourites.put({ ...kept, facts })
    }
  })
}

function factsOf({ name, address, street, county, prefecture, lon, lat }: Starred): FavouriteFacts {
  return { name, address, street, county, prefecture, lon, lat }
}
