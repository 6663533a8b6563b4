/** Demands and concerns, asked of the server and kept for when there is no network. */
import { call, type Reply } from '../../api/client.ts'
import { keepCases, keepConcern, keepDays, keptCase, keptCases } from './kept.ts'
import type {
  Alike,
  AnswerDays,
  Board,
  BoardMeeting,
  Commitment,
  Concern,
  Field,
  MeetingBoard,
  MyCase,
  Spot,
} from './types.ts'

export interface Told<Value> {
  /** When the server said so, in epoch milliseconds. */
  at: number
  value: Value
}

export async function listMine(): Promise<Reply<Told<MyCase[]>>> {
  const at = Date.now()
  const reply = await call('get', '/api/me/cases')
  if (reply.is !== 'done') return reply
  await keepCases(at, reply.value.items)
  return { is: 'done', value: { at, value: reply.value.items } }
}

/** What is kept is renewed where it is one's own. */
export async function readCase(id: string): Promise<Reply<Told<MyCase>>> {
  const at = Date.now()
  const reply = await call('get', '/api/cases/{case_id}', { path: { case_id: id } })
  if (reply.is !== 'done') return reply
  await keepOne(at, reply.value)
  return { is: 'done', value: { at, value: reply.value } }
}

async function keepOne(at: number, one: MyCase): Promise<void> {
  const before = (await keptCases())?.value ?? []
  await keepCases(at, [one, ...before.filter(({ id }) => id !== one.id)])
}

export { keptCase, keptCases }

export async function withdraw(id: string): Promise<Reply<MyCase>> {
  const reply = await call('delete', '/api/cases/{case_id}', { path: { case_id: id } })
  if (reply.is === 'done') await keepOne(Date.now(), reply.value)
  return reply
}

/** Open ones like it nearby, of others than who asks or is acted for; none where the server does not say. */
export async function findAlike(field: Field, words: string, { station, division }: Spot): Promise<Alike[]> {
  const place = station ? { station } : { division }
  const reply = await call('post', '/api/cases/alike', { body: { field, words: words.trim(), ...place } })
  return reply.is === 'done' ? reply.value.items : []
}

/** Keeps in how many days a place answers, for when there is no network. */
export async function learnDays(division: string): Promise<void> {
  const reply = await call('get', '/api/case-days', { query: { division } })
  if (reply.is === 'done') await keepDays(division, reply.value.days as AnswerDays)
}

export interface Concerns {
  items: Concern[]
  next: string | null
}

/** Of a place, or of all; with `before`, what follows it. */
export async function listConcerns(
  division: string | null,
  before: Concerns | null = null,
): Promise<Reply<Concerns>> {
  const reply = await call('get', '/api/concerns', {
    query: { ...(division && { division }), ...(before?.next && { cursor: before.next }) },
  })
  if (reply.is !== 'done') return reply
  const { items, next } = reply.value
  // One that has moved meanwhile may stand on two pages.
  const known = new Set(items.map(({ id }) => id))
  const earlier = before?.items.filter(({ id }) => !known.has(id)) ?? []
  return { is: 'done', value: { items: [...earlier, ...items], next } }
}

/** A concern with what was promised about it. */
export interface Thread extends Concern {
  promises: Commitment[]
  /** Whether one may write down another. */
  mayPromise: boolean
}

export async function readConcern(id: string): Promise<Reply<Told<Thread>>> {
  const at = Date.now()
  const path = { concern_id: id }
  const [reply, promised] = await Promise.all([
    call('get', '/api/concerns/{concern_id}', { path }),
    call('get', '/api/concerns/{concern_id}/commitments', { path }),
  ])
  if (reply.is !== 'done') return reply
  if (promised.is !== 'done') return promised
  const value = { ...reply.value, promises: promised.value.items, mayPromise: promised.value.may.length > 0 }
  await keepConcern(at, value)
  return { is: 'done', value: { at, value } }
}

export type Count = Board['numbers'][number]['name']
export type MeetingCount = MeetingBoard['numbers'][number]['name']

const within = (division: string | null) => (division ? { division } : {})

/** One of the places that a place has, with what was promised there and the meetings it had. */
export interface Part {
  division: string
  divisionName: string
  promised: number
  kept: number
  overdue: number
  upcoming: number
  held: number
}

export interface Boards {
  on: string
  promises: Board['numbers']
  meetings: MeetingBoard['numbers']
  parts: Part[]
}

const NOTHING = { promised: 0, kept: 0, overdue: 0, upcoming: 0, held: 0 }

/** What was promised and what was spoken of, side by side. */
export async function readBoards(division: string | null): Promise<Reply<Boards>> {
  const query = within(division)
  const [promised, met] = await Promise.all([
    call('get', '/api/board', { query }),
    call('get', '/api/board/meetings', { query }),
  ])
  if (promised.is !== 'done') return promised
  if (met.is !== 'done') return met
  const parts = new Map<string, Part>()
  for (const one of [...promised.value.parts, ...met.value.parts])
    parts.set(one.division, { ...NOTHING, ...parts.get(one.division), ...one })
  const { on, numbers } = promised.value
  // In the order of their codes, as each of the two has them.
  const sorted = [...parts.values()].sort((one, other) => (one.division < other.division ? -1 : 1))
  return { is: 'done', value: { on, promises: numbers, meetings: met.value.numbers, parts: sorted } }
}

export interface Page<One> {
  items: One[]
  next: string | null
}
export type Commitments = Page<Commitment>

/** The first so many pages of what a number of the board counts, as one. */
export const listCounted = (
  division: string | null,
  count: Count,
  pages: number,
): Promise<Reply<Commitments>> =>
  pagesOf(pages, (cursor) =>
    call('get', '/api/board/commitments', {
      query: { ...within(division), count, ...(cursor && { cursor }) },
    }),
  )

/** The same of meetings. */
export const listMeetings = (
  division: string | null,
  count: MeetingCount,
  pages: number,
): Promise<Reply<Page<BoardMeeting>>> =>
  pagesOf(pages, (cursor) =>
    call('get', '/api/board/meetings/list', {
      query: { ...within(division), count, ...(cursor && { cursor }) },
    }),
  )

export const listOwed = (state: 'open' | 'ended', pages: number): Promise<Reply<Commitments>> =>
  pagesOf(pages, (cursor) =>
    call('get', '/api/desk/commitments', { query: { state, ...(cursor && { cursor }) } }),
  )

async function pagesOf<One extends { id: string }>(
  pages: number,
  ask: (cursor: string | null) => Promise<Reply<Page<One>>>,
): Promise<Reply<Page<One>>> {
  const known = new Map<string, One>()
  let next: string | null = null
  for (let page = 0; page === 0 || (page < pages && next); page += 1) {
    const reply: Reply<Page<One>> = await ask(next)
    if (reply.is !== 'done') return reply
    for (const one of reply.value.items) known.set(one.id, one)
    next = reply.value.next
  }
  return { is: 'done', value: { items: [...known.values()], next } }
}
