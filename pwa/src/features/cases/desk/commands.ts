/** What a convener and a handler do with demands; each answers with what then stands. */
import { call, type Reply } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'
import type { Commitment, Concern, DeskCase } from '../types.ts'

type Schemas = components['schemas']
export type CaseMoving = Schemas['CaseMoving']
export type ConcernMoving = Schemas['ConcernMoving']
export type Proposing = Schemas['Proposing']
export type Which = 'open' | 'ended'
export interface Listed {
  items: DeskCase[]
  next: string | null
}

/** The first so many pages of the list as one. */
export async function list(which: Which, pages: number): Promise<Reply<Listed>> {
  const known = new Map<string, DeskCase>()
  let next: string | null = null
  for (let page = 0; page === 0 || (page < pages && next); page += 1) {
    const cursor: string | null = next
    const reply: Reply<Listed> = await call('get', '/api/desk/cases', {
      query: { state: which, ...(cursor ? { cursor } : {}) },
    })
    if (reply.is !== 'done') return reply
    for (const one of reply.value.items) known.set(one.id, one)
    next = reply.value.next
  }
  return { is: 'done', value: { items: [...known.values()], next } }
}

const PAGES = 2

/** Those of both lists, as far as they are read, that are in a concern. */
export async function listIn(concern: string): Promise<Reply<DeskCase[]>> {
  const [open, ended] = await Promise.all([list('open', PAGES), list('ended', PAGES)])
  if (open.is !== 'done') return open
  if (ended.is !== 'done') return ended
  const all = [...open.value.items, ...ended.value.items]
  return { is: 'done', value: all.filter((one) => one.concern?.id === concern) }
}

export const read = (id: string): Promise<Reply<DeskCase>> =>
  call('get', '/api/desk/cases/{case_id}', { path: { case_id: id } })

/** Under an id minted for the step, so that it can be sent twice. */
export const move = (id: string, step: string, body: CaseMoving): Promise<Reply<DeskCase>> =>
  call('put', '/api/desk/cases/{case_id}/moves/{move_id}', { path: { case_id: id, move_id: step }, body })

export const moveConcern = (id: string, step: string, body: ConcernMoving): Promise<Reply<Concern>> =>
  call('put', '/api/concerns/{concern_id}/moves/{move_id}', { path: { concern_id: id, move_id: step }, body })

export const propose = (id: string, body: Proposing): Promise<Reply<Concern>> =>
  call('put', '/api/concerns/{concern_id}', { path: { concern_id: id }, body })

export const gather = (concern: string, one: string): Promise<Reply<Concern>> =>
  call('put', '/api/concerns/{concern_id}/cases/{case_id}', { path: { concern_id: concern, case_id: one } })

export type Promising = Schemas['Promising']

export const promise = (id: string, body: Promising): Promise<Reply<Commitment>> =>
  call('put', '/api/commitments/{commitment_id}', { path: { commitment_id: id }, body })

export const withdrawPromise = (id: string, step: string, words: string): Promise<Reply<Commitment>> =>
  call('put', '/api/commitments/{commitment_id}/moves/{move_id}', {
    path: { commitment_id: id, move_id: step },
    body: { move: 'withdraw', words },
  })
