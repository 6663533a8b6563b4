/** What is known of feedback: the phone's own words, and the receipts as the server tells them. */
import { call, type Reply } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { writes } from '../../store/outbox.ts'
import { allSaid, keepReceipt, type Said } from '../../store/said.ts'
import { who } from '../../store/who.ts'
import { isTheirs } from '../../store/whose.ts'

export type Receipt = components['schemas']['Receipt']
export type Piece = components['schemas']['Piece']
type MyPiece = components['schemas']['MyPiece']
export type Pieces = components['schemas']['Pieces']

/** How many receipts a look at the list asks for. */
const ASKED = 10

/** The receipt; what it says is kept beside the words, if they are on this phone. */
export async function receiptOf(id: string): Promise<Reply<Receipt>> {
  const reply = await call('get', '/api/feedback/{feedback_id}', { path: { feedback_id: id } })
  if (reply.is === 'done') {
    const { dueOn, answer, answeredAt } = reply.value
    await keepReceipt(id, { dueOn, answer: answer ?? null, answeredAt: answeredAt ?? null })
  }
  return reply
}

/** What was written on this phone, after asking for the answers to the latest that arrived and have none. */
export async function withNews(said: Said[]): Promise<Said[]> {
  const unsent = new Set((await writes()).filter(({ state }) => state !== 'sent').map(({ id }) => id))
  const theirs = said.filter((one) => isTheirs(one, who()))
  const open = theirs.filter(({ id, receipt }) => !receipt?.answer && !unsent.has(id)).slice(0, ASKED)
  for (const { id } of open) if ((await receiptOf(id)).is === 'offline') break
  return allSaid()
}

/** What the account said, also on other phones and at the counter, in the phone's own form. */
export async function saidByAccount(account: string): Promise<Said[]> {
  const reply = await call('get', '/api/me/feedback')
  return reply.is === 'done' ? reply.value.items.map((one) => saidAs(one, account)) : []
}

const saidAs = (piece: MyPiece, account: string): Said => ({
  id: piece.id,
  kind: piece.kind,
  words: piece.words ?? '',
  contact: piece.contact,
  account,
  saidAt: Date.parse(piece.saidAt),
  receipt: { dueOn: piece.dueOn, answer: piece.answer, answeredAt: piece.answeredAt },
})

export function listFeedback(state: 'open' | 'answered', cursor?: string): Promise<Reply<Pieces>> {
  return call('get', '/api/feedback', { query: { state, ...(cursor && { cursor }) } })
}
