/** 改动记录 in words: of facts, amenities, states and photos, and who it was. */
import { m } from '../../../i18n/more.ts'
import { p } from '../../../i18n/places.ts'
import { momentWords } from '../hoursWords.ts'
import { amenityName } from '../named.ts'
import { doneBy } from './doneBy.ts'
import { type Change, changesOf, type Revision } from './revisionWords.ts'
import type { StateBody } from './shown.ts'

interface AmenitySaid {
  amenity: string
  works: boolean
  note: string
}
interface StateSaid extends Pick<StateBody, 'kind' | 'until'> {
  note: string
}
interface PhotoSaid {
  photo: string
  standing: 'waiting' | 'shown' | 'hidden' | 'dropped'
}

/** What the manager says again or takes back, as the desk says it. */
export type Back =
  | { is: 'amenity'; amenity: string; works: boolean; note: string }
  | { is: 'state' }
  | { is: 'photo'; photo: string; decision: 'show' | 'hide' }

/** The source of a demonstration's own list, as the server calls it. */
const DEMO = 'demo'

const STANDINGS = {
  waiting: 'photoWaiting',
  shown: 'photoShown',
  hidden: 'photoHidden',
  dropped: 'photoDropDone',
} as const

export function changes(one: Revision, now: Date): Change[] {
  if (one.about === 'facts') return changesOf(one, now)
  const [before, after] = [one.before, one.after].map((said) => saidWords(one.about, said, now)) as [
    string,
    string,
  ]
  return [{ what: whatOf(one), before, after }]
}

/** By whom; of a list whose it was. */
export function byWhom({ madeBy, by, list, before }: Revision): string {
  const whose = list === DEMO ? p('revisionDemo') : list
  if (madeBy === 'source') return p(before ? 'revisionByList' : 'revisionFirstOf', whose)
  if (madeBy === 'undo') return by ? p('revisionUndoneBy', doneBy(by)) : p('revisionUndone')
  return doneBy(by)
}

/** The way back of what is no fact: only from what was said last of it, as long as it holds. */
export function backOf(one: Revision, later: Revision[], now: Date): Back | null {
  const { about, before, after } = one
  if (one.takenBackAt) return null
  if (
    later.some((other) => !other.takenBackAt && other.about === about && subjectOf(other) === subjectOf(one))
  )
    return null
  if (about === 'amenity') {
    const { amenity, works, note } = before as unknown as AmenitySaid
    return { is: 'amenity', amenity, works, note }
  }
  if (about === 'state') {
    const { kind, until } = after as unknown as StateSaid
    return kind !== 'none' && until && new Date(until) > now ? { is: 'state' } : null
  }
  if (about === 'photo') {
    const { photo, standing } = after as unknown as PhotoSaid
    return standing === 'dropped'
      ? null
      : { is: 'photo', photo, decision: standing === 'shown' ? 'hide' : 'show' }
  }
  return null
}

function subjectOf({ after }: Revision): string {
  const { amenity, photo } = (after ?? {}) as Partial<AmenitySaid & PhotoSaid>
  return amenity ?? photo ?? ''
}

function whatOf({ about, after }: Revision): string {
  if (about === 'amenity') return amenityName((after as unknown as AmenitySaid).amenity)
  return p(about === 'state' ? 'standing' : 'photos')
}

function saidWords(about: Revision['about'], said: Revision['after'], now: Date): string {
  if (about === 'photo') return p(STANDINGS[(said as unknown as PhotoSaid).standing])
  const { note } = said as unknown as AmenitySaid
  return [
    about === 'amenity'
      ? p((said as unknown as AmenitySaid).works ? 'revisionWorks' : 'revisionOut')
      : stateWords(said as unknown as StateSaid, now),
    ...(note ? [note] : []),
  ].join(m('enumerated'))
}

function stateWords({ kind, until }: StateSaid, now: Date): string {
  if (kind === 'none') return p('revisionAsUsual')
  const words = p(`standing_${kind}`)
  return until ? `${words} ${p('standingNow', momentWords(new Date(until), now))}` : words
}
