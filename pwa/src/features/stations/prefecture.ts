/** In which prefecture somebody is, as far as the phone knows; all that is ever told of it is the prefecture. */
import { open } from './holding.svelte.ts'
import { packs } from './rows.ts'
import { rank } from './rules/ranking.ts'
import { EVERY_ROW } from './rules/sieve.ts'
import { here, lastPlace } from './where.svelte.ts'

/** So far a station still tells where one is. */
const AROUND_M = 50_000

/** That of the nearest station; null where nobody said where they are, or nothing is near. */
export async function prefectureAround(): Promise<{ key: string; name: string } | null> {
  await open()
  const position = here() ?? lastPlace()
  if (!position) return null
  const all = packs().map((pack) => ({ pack, sieve: EVERY_ROW }))
  const pack = rank(all, position, 1, AROUND_M).found[0]?.pack
  return pack ? { key: pack.division, name: pack.name } : null
}
