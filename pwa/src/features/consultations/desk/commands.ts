/** What a convener does with a meeting; each answers with the meeting as it then stands. */
import { call, type Reply } from '../../../api/client.ts'
import type { Cause } from '../../../i18n/causes.ts'
import type { DeskCard, Facts, Invited, OneDesk, Reach, TimesTold, TimesWanted } from '../types.ts'

export interface Announcing {
  sendAt: string | null
  urgent: boolean
  messageAfterH: number | null
  /** Why people are told later than the form asks; '' where they are not. */
  hurry: string
}

const path = (id: string) => ({ consultation_id: id })

export type Listed = { consultations: DeskCard[]; next: string | null }

/** The first so many pages of the list as one. */
export async function list(pages: number): Promise<Reply<Listed>> {
  const known = new Map<string, DeskCard>()
  let next: string | null = null
  for (let page = 0; page === 0 || (page < pages && next); page += 1) {
    const after: string | null = next
    const reply: Reply<Listed> = await call('get', '/api/desk/consultations', {
      query: after ? { after } : {},
    })
    if (reply.is !== 'done') return reply
    for (const card of reply.value.consultations) known.set(card.id, card)
    next = reply.value.next
  }
  return { is: 'done', value: { consultations: [...known.values()], next } }
}

export const read = (id: string): Promise<Reply<OneDesk>> =>
  call('get', '/api/desk/consultations/{consultation_id}', { path: path(id) })

export interface Telling {
  invited: Invited
  urgent: boolean
  /** Null for at once. */
  sendAt: string | null
  startsAt: string | null
  /** The one of which people know, for a change or a cancellation. */
  consultation: string | null
}

export const preview = (wanted: Telling): Promise<Reply<Reach>> =>
  call('post', '/api/desk/consultations/reach', { body: wanted })

export const suggest = (wanted: TimesWanted): Promise<Reply<TimesTold>> =>
  call('post', '/api/desk/consultations/times', { body: wanted })

/** `hurry` says why people hear so late that it is another time; '' where they do not. */
export const save = (id: string, facts: Facts, basedOn: number, hurry = ''): Promise<Reply<OneDesk>> =>
  call('put', '/api/consultations/{consultation_id}', { path: path(id), body: { facts, basedOn, hurry } })

export const announce = ({ id, revision }: OneDesk, how: Announcing): Promise<Reply<OneDesk>> =>
  call('put', '/api/consultations/{consultation_id}/announcement', {
    path: path(id),
    body: { basedOn: revision, ...how },
  })

export const withdraw = (id: string): Promise<Reply<OneDesk>> =>
  call('delete', '/api/consultations/{consultation_id}/announcement', { path: path(id) })

/** The draft is gone; what it said is erased. */
export const remove = (id: string): Promise<Reply<undefined>> =>
  call('delete', '/api/consultations/{consultation_id}', { path: path(id) })

export const approve = ({ id, revision }: OneDesk): Promise<Reply<OneDesk>> =>
  call('put', '/api/consultations/{consultation_id}/approval', {
    path: path(id),
    body: { basedOn: revision },
  })

export const sendBack = (id: string, why: string): Promise<Reply<OneDesk>> =>
  call('put', '/api/consultations/{consultation_id}/return', { path: path(id), body: { why } })

/** Where many were told, one of the causes; else words of one's own. */
export interface Why {
  cause: Cause | null
  reason: string
}

export const cancel = (id: string, why: Why): Promise<Reply<OneDesk>> =>
  call('put', '/api/consultations/{consultation_id}/cancellation', { path: path(id), body: why })

export const attendees = (id: string) =>
  call('get', '/api/desk/consultations/{consultation_id}/answers', { path: path(id) })

export const notReached = (id: string, campaign: string, after: string | null) =>
  call('get', '/api/desk/consultations/{consultation_id}/not-reached', {
    path: path(id),
    query: { campaign, ...(after && { after }) },
  })

export const noteRung = (id: string, campaign: string, account: string, rung: boolean) =>
  call('put', '/api/desk/consultations/{consultation_id}/rung-up', {
    path: path(id),
    body: { campaign, account, rung },
  })
