/** Finding stations and places by what a rider types: names, addresses, pinyin and its initials. */
import type { PlacesFile } from '../../../store/wire.ts'
import type { NamedThing, Place } from '../types.ts'
import { type Pack, wordsOf } from './pack.ts'
import { gradeSpelt, isSyllable, SPELT, type Syllables, spell, splitPinyin } from './spelling.ts'

const NO_FIT = SPELT.not

/** What is compared: full width and upper case make no difference. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** The words that must all be found; a very long query is cut. */
export function terms(text: string): string[] {
  return plain(text.slice(0, 80)).split(/\s+/).filter(Boolean)
}

interface Texts {
  name: string
  /** How the name is read, and everything else. */
  spelt: Syllables
  restSpelt: Syllables
  /** Everything else that may be typed. */
  rest: string
}

/** What is typed in Latin letters may be pinyin; an input method parts syllables with apostrophes. */
const LATIN = /^[a-z0-9']+$/

/** How well a station fits a term: exact name, its beginning, its initials, a part of it, the rest. */
function gradeOne({ name, spelt, rest, restSpelt }: Texts, term: string): number {
  if (name === term) return 0
  if (name.startsWith(term)) return 1
  const typed = LATIN.test(term) ? term.replaceAll("'", '') : ''
  const how = typed ? gradeSpelt(spelt, typed) : NO_FIT
  if (how < SPELT.inside) return how
  if (name.includes(term)) return 3
  if (how < NO_FIT) return how
  if (rest.includes(term)) return 5
  // Initials alone fit some stretch of nearly every address.
  const restHow = typed ? gradeSpelt(restSpelt, typed) : NO_FIT
  return restHow === SPELT.start || restHow === SPELT.inside || restHow === SPELT.whole ? 5 : NO_FIT
}

/**
 * How well it fits all of them: as well as the one it fits worst. Between syllables a blank parts nothing: `wu yi`
 * is 五一, and neither of the two is looked for alone.
 */
function grade(texts: Texts, wanted: readonly string[]): number {
  const isPinyin = wanted.length > 1 && wanted.every((term) => LATIN.test(term))
  const joined = isPinyin ? gradeOne(texts, wanted.join('')) : NO_FIT
  if (isPinyin && wanted.every(isSyllable)) return joined
  return Math.min(joined, Math.max(...wanted.map((term) => gradeOne(texts, term))))
}

const prepared = new WeakMap<Pack, { families: readonly NamedThing[]; texts: Texts[] }>()

/** The rows of a pack that fit, with how well. */
export function matches(
  pack: Pack,
  wanted: readonly string[],
  families: readonly NamedThing[],
): { row: number; fit: number }[] {
  const found: { row: number; fit: number }[] = []
  textsOf(pack, families).forEach((texts, row) => {
    const how = grade(texts, wanted)
    if (how < NO_FIT) found.push({ row, fit: how })
  })
  return found
}

function textsOf(pack: Pack, families: readonly NamedThing[]): Texts[] {
  const before = prepared.get(pack)
  if (before?.families === families) return before.texts
  const { slow, tables } = pack
  const family = tables.families.map((id) => families.find((known) => known.id === id)?.zh ?? '')
  const kept = JSON.parse(slow.spelling ?? '{}') as Record<string, string>
  const readings = new Map(Object.entries(kept).map(([character, ways]) => [character, ways.split(' ')]))
  const texts = Array.from({ length: slow.n }, (_, row) => {
    const { words, at } = wordsOf(pack, row)
    const [, street, county] = tables.streets[slow.street[row] ?? 0] ?? ['', '', '']
    const rest = [words.address[at], street, county, family[slow.family[row] ?? 0], words.familyWords[at]]
    const name = plain(words.name[at] ?? '')
    return {
      name,
      // Packs of before had initials only, each of which then stands for a syllable.
      spelt: slow.spelling ? spell(name, readings) : [...(words.initials[at] ?? '')].map((one) => [one]),
      rest: plain(rest.join(' ')),
      restSpelt: spell(plain([words.address[at], street, county].join(' ')), readings),
    }
  })
  prepared.set(pack, { families, texts })
  return texts
}

export interface Named {
  name: string
  pinyin: string
  initials: string
  /** Everything else that may be typed. */
  rest: string
}

const named = new WeakMap<object, Texts>()

/** How well one thing of its own fits, 0 for the exact name to 5 for its address; null where it does not. */
export function fitOfNamed(thing: object, read: () => Named, wanted: readonly string[]): number | null {
  let texts = named.get(thing)
  if (!texts) {
    const { name, pinyin, initials, rest } = read()
    texts = { name: plain(name), spelt: splitPinyin(pinyin, initials), rest: plain(rest), restSpelt: [] }
    named.set(thing, texts)
  }
  const how = grade(texts, wanted)
  return how < NO_FIT ? how : null
}

let spelt: { file: PlacesFile; places: Texts[] } | null = null

function placeTexts(file: PlacesFile): Texts[] {
  if (spelt?.file !== file) {
    const places = file.name.map((name, index) => ({
      name: plain(name),
      spelt: splitPinyin(file.pinyin[index] ?? '', file.initials[index] ?? ''),
      rest: plain(file.withins[file.within[index] ?? 0] ?? ''),
      restSpelt: [],
    }))
    spelt = { file, places }
  }
  return spelt.places
}

/** Places by name, pinyin and initials; the best fit first, then the shortest name. */
export function placesLike(file: PlacesFile, text: string, limit: number): Place[] {
  const wanted = terms(text)
  if (wanted.length === 0) return []
  const found: { index: number; fit: number }[] = []
  placeTexts(file).forEach((texts, index) => {
    const how = grade(texts, wanted)
    if (how < NO_FIT) found.push({ index, fit: how })
  })
  const size = (index: number) => (file.name[index] ?? '').length
  found.sort(
    (one, other) => one.fit - other.fit || size(one.index) - size(other.index) || one.index - other.index,
  )
  return found.slice(0, limit).map(({ index }) => placeAt(file, index))
}

export function placeAt(file: PlacesFile, index: number): Place {
  return {
    name: file.name[index] ?? '',
    within: file.withins[file.within[index] ?? 0] ?? '',
    lon: (file.lon[index] ?? 0) / 1e6,
    lat: (file.lat[index] ?? 0) / 1e6,
  }
}
