/** Pinyin as a thumb types it: whole syllables, their initials, or both mixed, the last one perhaps unfinished. */

/** The ways in which each syllable of a name may be read. */
export type Syllables = readonly (readonly string[])[]

/** How well it fits; the smaller the better. */
export const SPELT = {
  /** All of the name, to its last letter. */
  whole: 0,
  /** Whole syllables from its beginning. */
  start: 1,
  /** From its beginning, with initials or an unfinished syllable. */
  startLoosely: 2,
  /** Whole syllables somewhere inside. */
  inside: 3,
  insideLoosely: 4,
  not: 9,
} as const

const SYLLABLE = '(?:[zcs]h|[b-df-hj-np-tw-z])?(?:[aeiouv]+(?:ng|n|r)?)'
const ONE = new RegExp(`^${SYLLABLE}$`)

/** True for what may be one syllable and no more. */
export function isSyllable(typed: string): boolean {
  return ONE.test(typed)
}

/** The syllables of pinyin without blanks, which the initials tell apart: xian, xa is xi an. */
export function splitPinyin(pinyin: string, initials: string): Syllables {
  const parts = initials.match(/\d+|\D/g) ?? []
  const one = (part: string) => (/\d/.test(part) ? `(${part})` : `(?=${part})(${SYLLABLE}|[a-z]+)`)
  return (new RegExp(`^${parts.map(one).join('')}$`).exec(pinyin)?.slice(1) ?? [pinyin]).map((said) => [said])
}

/** How a name is read, by the readings of its characters; what has none stands for itself. */
export function spell(name: string, readings: ReadonlyMap<string, readonly string[]>): Syllables {
  return [...name].map((character) => readings.get(character) ?? [character])
}

/** How well a name of these syllables fits what was typed: letters and digits without blanks. */
export function gradeSpelt(syllables: Syllables, typed: string): number {
  let best: number = SPELT.not
  for (let first = 0; first < syllables.length; first++) {
    const way = follow(syllables, first, typed)
    if (way === null) continue
    if (first > 0) best = Math.min(best, way.loose ? SPELT.insideLoosely : SPELT.inside)
    else if (way.loose) best = SPELT.startLoosely
    else best = way.end === syllables.length ? SPELT.whole : SPELT.start
    if (best < SPELT.inside) break
  }
  return best
}

interface Way {
  /** The syllable after the last one. */
  end: number
  /** True where any syllable was short of letters. */
  loose: boolean
}

/** Reads what was typed on from a syllable; null where it leads nowhere. */
function follow(syllables: Syllables, at: number, typed: string): Way | null {
  if (typed === '') return { end: at, loose: false }
  let loosely: Way | null = null
  for (const syllable of syllables[at] ?? []) {
    for (const letters of steps(syllable, typed)) {
      const rest = follow(syllables, at + 1, typed.slice(letters))
      if (rest === null) continue
      if (letters === syllable.length && !rest.loose) return rest
      loosely ??= { end: rest.end, loose: true }
    }
  }
  return loosely
}

/** How many of the letters typed may stand for the syllable: all it has, its initial, or the last that there are. */
function steps(syllable: string, typed: string): number[] {
  if (typed[0] !== syllable[0]) return []
  const lengths = new Set<number>()
  if (typed.startsWith(syllable)) lengths.add(syllable.length)
  else if (syllable.startsWith(typed)) lengths.add(typed.length)
  lengths.add(1)
  if (syllable[1] === 'h' && typed[1] === 'h') lengths.add(2)
  return [...lengths]
}
