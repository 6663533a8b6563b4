/** What others have asked for already, as it is offered to whoever writes. */
import type { Alike } from './types.ts'

/** Those in one concern are one, with all its people; the first of them, which is the likest, is the one to join. */
export function together(found: readonly Alike[]): Alike[] {
  const offered = new Map<string, Alike>()
  for (const one of found) {
    const key = one.about ?? one.id
    const first = offered.get(key)
    offered.set(key, first ? { ...first, people: first.people + one.people } : one)
  }
  return [...offered.values()]
}
