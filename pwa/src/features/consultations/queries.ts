/** Meetings, asked of the server and kept for when there is no network. */
import { call, type Reply } from '../../api/client.ts'
import { heldInbox, markRead } from '../../store/notices.ts'
import { type KeptList, keepList, keepMeeting } from './kept.ts'
import type { Meeting } from './types.ts'

/** Of one place, or of the whole province where there is none; with `before`, what follows that. */
export async function listMeetings(
  place: { key: string; name: string } | null,
  before: KeptList | null = null,
): Promise<Reply<KeptList>> {
  const at = Date.now()
  const division = place?.key ?? null
  const after = before?.next
  const reply = await call('get', '/api/consultations', {
    query: { ...(division && { division }), ...(after && { after }) },
  })
  if (reply.is !== 'done') return reply
  const { consultations, next } = reply.value
  // A meeting that was moved meanwhile may stand on two pages.
  const known = new Set(consultations.map(({ id }) => id))
  const earlier = after ? before.meetings.filter(({ id }) => !known.has(id)) : []
  const meetings = [...earlier, ...consultations]
  const list = { at, division, name: place?.name ?? '', meetings, next }
  await keepList(list)
  return { is: 'done', value: list }
}

/** That its page is looked at: what somebody was told of it is read, here and, once that arrives, everywhere. */
export async function opened(id: string, account: string): Promise<void> {
  const link = `/consultations/${id}`
  const { notices } = await heldInbox(account).catch(() => ({ notices: [] }))
  for (const one of notices) if (one.link === link && one.readAt === null) await markRead(account, one.id)
  await call('put', '/api/consultations/{consultation_id}/opened', { path: { consultation_id: id } })
}

export async function readMeeting(id: string): Promise<Reply<{ at: number; meeting: Meeting }>> {
  const at = Date.now()
  const reply = await call('get', '/api/consultations/{consultation_id}', { path: { consultation_id: id } })
  if (reply.is !== 'done') return reply
  await keepMeeting(at, reply.value)
  return { is: 'done', value: { at, meeting: reply.value } }
}

export const listForms = (division: string) => call('get', '/api/consultation-forms', { query: { division } })
