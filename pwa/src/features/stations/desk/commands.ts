/** What a manager says of a station: each goes to the outbox, and from there to the server. */
import { mintId } from '../../../store/ids.ts'
import { keep } from '../../../store/outbox.ts'
import { who } from '../../../store/who.ts'
import type { LiveState, Station } from '../types.ts'
import type { AmenityBody, AnswerKind, StateBody } from './shown.ts'

type Of = Pick<Station, 'id' | 'name'>

/** As many characters as the server takes. */
export const LONGEST = { note: 80, answer: 200 }
/** A state ends within so many days. */
export const LONGEST_STATE_DAYS = 31

/** 与公示一致, as of `at`; whether at the door, or null where the phone does not know. */
export function confirm({ id, name }: Of, inRadius: boolean | null, at: Date): Promise<void> {
  return say(
    'station_confirmation',
    name,
    `stations/${id}/confirmations/`,
    { at: at.toISOString(), inRadius },
    at,
  )
}

export function sayAmenity(
  { id }: Of,
  amenity: { id: string; name: string },
  works: boolean,
  note = '',
): Promise<void> {
  const at = new Date()
  const body: AmenityBody & { note: string } = { works, at: at.toISOString(), note: note.trim() }
  return say('station_amenity', amenity.name, `stations/${id}/amenities/${amenity.id}/states/`, body, at)
}

/** Null puts an end to what was said before. */
export function sayState(
  { id, name }: Of,
  state: { kind: LiveState['kind']; until: Date; note: string } | null,
  at: Date = new Date(),
): Promise<void> {
  const body: StateBody & { note?: string } = state
    ? { kind: state.kind, at: at.toISOString(), until: state.until.toISOString(), note: state.note.trim() }
    : { kind: 'none', at: at.toISOString(), until: null }
  return say('station_state', name, `stations/${id}/states/`, body, at)
}

/** The same answer to everybody who said the same. */
export async function answer(about: string, keys: string[], kind: AnswerKind, words = ''): Promise<void> {
  for (const key of keys)
    await put(
      'report_answer',
      mintId(),
      about,
      `/api/reports/${key}/answer`,
      { kind, words: words.trim() },
      new Date(),
    )
}

function say(kind: string, about: string, path: string, body: unknown, at: Date): Promise<void> {
  const id = mintId()
  return put(kind, id, about, `/api/${path}${id}`, body, at)
}

function put(kind: string, id: string, about: string, path: string, body: unknown, at: Date): Promise<void> {
  const now = who()
  const account = now.is === 'in' ? now.me.id : null
  return keep({ id, kind, about, method: 'PUT', path, body, needsSignIn: true, account }, at.getTime())
}
