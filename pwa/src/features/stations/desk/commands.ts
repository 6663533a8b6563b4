/** What a manager says of a station: each goes to the outbox, and from there to the server. */
import { mintId } from '../../../store/ids.ts'
import { type Draft, type Facts, giveUp, keep, replace, writeOf } from '../../../store/outbox.ts'
import { who } from '../../../store/who.ts'
import type { LiveState, OpeningHours, Station } from '../types.ts'
import type { AmenityBody, AnsweredReport, AnswerKind, HoursBody, ReportGroup, StateBody } from './shown.ts'

type Of = Pick<Station, 'id' | 'name'>
type Said = Omit<Draft, 'needsSignIn' | 'account'>

/** As many characters as the server takes. */
export const LONGEST = { note: 80, answer: 200 }
/** An amenity is out of order since so many days at most. */
export const LONGEST_OUT_DAYS = 60
/** A state ends within so many days. */
export const LONGEST_STATE_DAYS = 31
/** A confirmation waits no longer than this to hear where it was made. */
const LONGEST_WAIT_MS = 10_000

/**
 * 与公示一致, as of `at`. It is kept at once; `there`, whether at the door or null where the phone does not know,
 * may come a little later.
 */
export async function confirm({ id, name }: Of, there: Promise<boolean | null>, at: Date): Promise<void> {
  const written = mintId()
  const told = (inRadius: boolean | null) =>
    draftOf({
      kind: 'station_confirmation',
      id: written,
      about: name,
      method: 'PUT',
      path: `/api/stations/${id}/confirmations/${written}`,
      body: { at: at.toISOString(), inRadius },
      hears: true,
    })
  await keep({ ...told(null), notBefore: Date.now() + LONGEST_WAIT_MS }, at.getTime())
  await replace(told(await there))
}

export const takeBack = (of: Of, confirmation: string) =>
  unsay(of, 'station_confirmation', 'confirmations', confirmation)

export const takeBackAmenity = (of: Of, amenity: string, said: string) =>
  unsay(of, 'station_amenity', `amenities/${amenity}/states`, said, { amenity })

export const takeBackState = (of: Of, said: string) => unsay(of, 'station_state', 'states', said)

/** It was a mistake: what has not left goes, of anything else the server is told. */
async function unsay({ id, name }: Of, kind: string, part: string, said: string, of: Facts = {}) {
  const write = await writeOf(said)
  if (write && write.state !== 'sent' && (await giveUp(said))) return
  await put({
    kind,
    id: mintId(),
    about: name,
    of: { ...of, back: said },
    method: 'DELETE',
    path: `/api/stations/${id}/${part}/${said}`,
    body: null,
  })
}

export function sayAmenity(
  { id, name }: Of,
  amenity: string,
  works: boolean,
  note = '',
  since: string | null = null,
): Promise<void> {
  const at = new Date()
  const body: AmenityBody = { works, at: at.toISOString(), note: note.trim(), ...(since && { since }) }
  return say('station_amenity', name, `stations/${id}/amenities/${amenity}/states/`, body, at, { amenity })
}

/** Null puts an end to what was said before. */
export function sayState(
  { id, name }: Of,
  state: { kind: LiveState['kind']; until: Date; note: string } | null,
  at: Date = new Date(),
): Promise<void> {
  const body: StateBody = state
    ? { kind: state.kind, at: at.toISOString(), until: state.until.toISOString(), note: state.note.trim() }
    : { kind: 'none', at: at.toISOString(), until: null }
  return say('station_state', name, `stations/${id}/states/`, body, at)
}

/** Another answer than was given by mistake. */
export function correct(
  { id: station, name }: Of,
  { key, kind, amenity, answer: { kind: instead } }: AnsweredReport,
  to: AnswerKind,
  words = '',
): Promise<void> {
  return put({
    kind: 'report_answer',
    id: mintId(),
    about: name,
    of: { kind, amenity, station },
    method: 'PUT',
    path: `/api/reports/${key}/answer`,
    body: { kind: to, words: words.trim(), instead },
  })
}

/** The same answer to everybody who said the same. */
export async function answer(
  { id: station, name }: Of,
  group: Pick<ReportGroup, 'kind' | 'amenity' | 'keys'>,
  kind: AnswerKind,
  words = '',
): Promise<void> {
  const body = { kind, words: words.trim() }
  for (const key of group.keys)
    await put({
      kind: 'report_answer',
      id: mintId(),
      about: name,
      of: { kind: group.kind, amenity: group.amenity, station },
      method: 'PUT',
      path: `/api/reports/${key}/answer`,
      body,
    })
}

/** `seen` is what the hours were set over: where somebody else has changed them since, they are not taken. Returns the write's id. */
export async function sayHours(
  { id, name }: Of,
  hours: OpeningHours,
  seen: OpeningHours | null,
  /** A write that has not arrived and whose place this one takes. */
  instead: string | null,
): Promise<string> {
  const body: HoursBody = { hours, seen: { hours: seen } }
  const written = instead ?? mintId()
  await put({
    kind: 'station_hours',
    id: written,
    about: name,
    method: 'PATCH',
    path: `/api/stations/${id}`,
    body,
    editAt: `/desk/stations/${id}/hours`,
  })
  return written
}

/** A rider's photo is shown to everybody from now on, or goes. */
export function sayPhoto({ id, name }: Of, photo: string, decision: 'show' | 'hide' | 'drop'): Promise<void> {
  return put({
    kind: 'station_photo',
    id: mintId(),
    about: name,
    of: { decision },
    method: decision === 'show' ? 'PUT' : 'DELETE',
    path: `/api/stations/${id}/photos/${photo}${decision === 'hide' ? '/showing' : ''}`,
    body: null,
  })
}

function say(
  kind: string,
  about: string,
  path: string,
  body: unknown,
  at: Date,
  of: Facts | null = null,
): Promise<void> {
  const id = mintId()
  return put({ kind, id, about, of, method: 'PUT', path: `/api/${path}${id}`, body }, at)
}

function put(draft: Said, at = new Date()): Promise<void> {
  return keep(draftOf(draft), at.getTime())
}

function draftOf(said: Said): Draft {
  const now = who()
  return { ...said, needsSignIn: true, account: now.is === 'in' ? now.me.id : null }
}
