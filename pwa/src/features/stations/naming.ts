/** Stations by name for what else is written of them; they are found on the phone. */
import { search } from './finding.ts'
import { open } from './holding.svelte.ts'
import { station } from './queries.ts'
import { here } from './where.svelte.ts'

const MOST = 6

export interface NamedStation {
  key: string
  name: string
  within: string
}

export async function stationsLike(text: string): Promise<NamedStation[]> {
  await open()
  return search(text, here(), new Date(), MOST).map(({ station: { id, name, prefecture, county } }) => ({
    key: id,
    name,
    within: `${prefecture}${county}`,
  }))
}

/** Its name; its id where the phone does not hold it. */
export async function stationName(id: string): Promise<string> {
  await open()
  return station(id)?.name ?? id
}
