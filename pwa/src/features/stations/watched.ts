/** The stations that somebody looks after wherever they are themselves: the one that is open, and those they kept. */
import { list } from '../../store/favourites.ts'
import type { Also } from '../../store/jobs.ts'
import { open } from './holding.svelte.ts'
import { packs } from './rows.ts'
import { rowOfId } from './rules/pack.ts'

/** The prefectures of these stations, as far as the phone holds them. */
export async function watched(): Promise<Also> {
  await open()
  // Where the phone keeps nothing, nothing was kept.
  const kept = await list().catch(() => [])
  const looked = /^\/s\/(\w{8})$/.exec(location.pathname)?.[1]
  const ids = [...kept.map(({ id }) => id), ...(looked ? [looked] : [])]
  const theirs = packs().filter((pack) => ids.some((id) => rowOfId(pack, id) >= 0))
  const divisions = new Set(theirs.map(({ division }) => division))
  return ({ division }, entry) => entry !== undefined && divisions.has(division)
}
