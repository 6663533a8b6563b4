/** Meetings, asked of the server and kept for when there is no network. */
import { call, type Reply } from '../../api/client.ts'
import { type KeptList, keepList, keepMeeting } from './kept.ts'
import type { Meeting } from './types.ts'

/** Of one place, or of the whole province where there is none. */
export async function listMeetings(place: { key: string; name: string } | null): Promise<Reply<KeptList>> {
  const at = Date.now()
  const division = place?.key ?? null
  const reply = await call('get', '/api/consultations', { query: { ...(division && { division }) } })
  if (reply.is !== 'done') return reply
  const list = { at, division, name: place?.name ?? '', meetings: reply.value.consultations }
  await keepList(list)
  return { is: 'done', value: list }
}

export async function readMeeting(id: string): Promise<Reply<{ at: number; meeting: Meeting }>> {
  const at = Date.now()
  const reply = await call('get', '/api/consultations/{consultation_id}', { path: { consultation_id: id } })
  if (reply.is !== 'done') return reply
  await keepMeeting(at, reply.value)
  return { is: 'done', value: { at, meeting: reply.value } }
}
