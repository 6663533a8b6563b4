/** Answering an invitation: it goes to the outbox, and from there to the server. */
import { acting } from '../../store/acting.ts'
import { mintId } from '../../store/ids.ts'
import { keep, type Write, writes } from '../../store/outbox.ts'
import { who } from '../../store/who.ts'
import type { Answering } from './types.ts'

export const KIND = 'consultation_answer'

export const pathOf = (id: string) => `/api/consultations/${id}/answer`

/** Says it; another answer takes the place of one that has not left yet. */
export async function answerMeeting(
  { id, title }: { id: string; title: string },
  body: Answering,
): Promise<void> {
  const now = who()
  const account = now.is === 'in' ? now.me.id : null
  const actingFor = account && (acting()?.account ?? null)
  const path = pathOf(id)
  const isSame = (one: Write) =>
    one.path === path && one.state !== 'sent' && one.account === account && one.actingFor === actingFor
  const earlier = (await writes()).find(isSame)
  await keep({
    id: earlier?.id ?? mintId(),
    kind: KIND,
    about: title,
    method: 'PUT',
    path,
    body,
    needsSignIn: true,
    account,
    actingFor,
    editAt: `/consultations/${id}`,
  })
}
