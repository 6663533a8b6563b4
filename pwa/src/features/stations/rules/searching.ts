/** Finding stations and places by what a rider types: names, addresses, pinyin and its initials. */
import type { PlacesFile } from '../../../store/wire.ts'
import type { NamedThing, Place } from '../types.ts'
import { type Pack, wordsOf } from './pack.ts'

/** How well something fits; the smaller the better. */
const NO_FIT = 9

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
  initials: string
  /** Everything else that may be typed. */
  rest: string
}

/** How well a station fits a term: exact name, its beginning, its initials, a part of it, the rest. */
function gradeOne({ name, initials, rest }: Texts, term: string): number {
  if (name === term) return 0
  if (name.startsWith(term)) return 1
  if (initials.startsWith(term)) return 2
  if (name.includes(term)) return 3
  if (initials.includes(term)) return 4
  return rest.includes(term) ? 5 : NO_FIT
}

/** How well it fits all of them: as well as the one it fits worst. */
function grade(texts: Texts, wanted: readonly string[]): number {
  return Math.max(...wanted.map((term) => gradeOne(texts, term)))
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
  const texts = Array.from({ length: slow.n }, (_, row) => {
    const { words, at } = wordsOf(pack, row)
    const [, street, county] = tables.streets[slow.street[row] ?? 0] ?? ['', '', '']
    const rest = [words.address[at], street, county, family[slow.family[row] ?? 0], words.familyWords[at]]
    return {
      name: plain(words.name[at] ?? ''),
      initials: words.initials[at] ?? '',
      rest: plain(rest.join(' ')),
    }
  })
  prepared.set(pack, { families, texts })
  return texts
}

/** Places by name, pinyin and initials; the best fit first, a district before a village. */
export function placesLike(file: PlacesFile, text: string, limit: number): Place[] {
  const wanted = terms(text)
  if (wanted.length === 0) return []
  const found: { index: number; fit: number }[] = []
  file.name.forEach((name, index) => {
    const within = file.withins[file.within[index] ?? 0] ?? ''
    const spelt = file.pinyin[index] ?? ''
    const texts = { name: plain(name), initials: file.initials[index] ?? '', rest: plain(within) }
    const how = Math.min(grade(texts, wanted), grade({ ...texts, initials: spelt }, wanted))
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
