/** Saying something and answering: both go to the outbox, and from there to the server. */
import { acting } from '../../store/acting.ts'
import { mintId } from '../../store/ids.ts'
import { change, keep, writeOf } from '../../store/outbox.ts'
import { keepSaid, type Said } from '../../store/said.ts'
import { who } from '../../store/who.ts'
import { isTheirs } from '../../store/whose.ts'

export type Kind = Said['kind']

export interface Draft {
  kind: Kind
  words: string
  contact: string
}

/** As many characters as the server takes. */
export const LONGEST = { words: 1000, contact: 100, answer: 1000 }
const ABOUT = 16

/** Says something, or something else under the id of what did not get through; returns the id. */
export async function sayFeedback(draft: Draft, earlier: string | null = null): Promise<string> {
  const id = earlier && (await canChange(earlier)) ? earlier : mintId()
  const words = draft.words.trim()
  const contact = draft.contact.trim() || null
  const now = who()
  const account = now.is === 'in' ? now.me.id : null
  await keepSaid({ id, kind: draft.kind, words, contact, account, saidAt: Date.now(), receipt: null })
  await keep({
    id,
    kind: 'feedback',
    about: shortly(words),
    method: 'PUT',
    path: `/api/feedback/${id}`,
    body: { kind: draft.kind, words, contact },
    needsSignIn: false,
    account,
    actingFor: account && (acting()?.account ?? null),
    editAt: `/feedback?edit=${id}`,
  })
  return id
}

/**
 * Whether what is said now takes the place of what waits under this id. It is something else where another
 * person wrote that, or the server has an earlier wording under it, which stays.
 */
async function canChange(id: string): Promise<boolean> {
  const write = await writeOf(id)
  if (write && !isTheirs(write, who())) return false
  if (write?.refusal?.code !== 'feedback_differs') return true
  return !(await change(write, { state: 'sent', refusal: null, body: null, sentAt: Date.now() }))
}

/** Answers a piece of feedback as whoever is signed in; returns the id of the write. */
export async function answerFeedback(feedback: string, about: string, words: string): Promise<string> {
  const now = who()
  const id = mintId()
  await keep({
    id,
    kind: 'feedback_answer',
    about: shortly(about),
    method: 'PUT',
    path: `/api/feedback/${feedback}/answer`,
    body: { answer: words.trim() },
    needsSignIn: true,
    account: now.is === 'in' ? now.me.id : null,
  })
  return id
}

/** So much of somebody's words as a list has room for. */
export function shortly(words: string): string {
  const line = words.replace(/\s+/g, ' ')
  const characters = [...line]
  return characters.length > ABOUT ? `${characters.slice(0, ABOUT - 1).join('')}…` : line
}
