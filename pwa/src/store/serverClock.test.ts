import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keep } from './outbox.ts'
import { draft, Locks, NOBODY, Post } from './post.ts'
import { drain } from './sending.ts'
import { hearTime } from './serverClock.ts'
import { forgetEverything } from './storage.ts'

const NOW = Date.parse('2026-11-26T08:00:00Z')

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  await forgetEverything()
})
afterEach(() => hearTime(answerOf(0), 0))

const answerOf = (at: number) => new Response('', { headers: { date: new Date(at).toUTCString() } })
const written = (id: string) => draft(id, { body: { at: new Date(NOW).toISOString() } })
const told = (post: Post) => post.arrived.map(({ body }) => (body as { at: string }).at)

it('says when something was written by the clock of the server, however slow that of the phone is', async () => {
  const post = new Post()
  hearTime(answerOf(NOW + 10 * 60_000), NOW)
  await keep(written('a'))
  await drain(NOBODY)
  expect(told(post)).toEqual(['2026-11-26T08:10:00.000Z'])
})

it('leaves the time as it is while nobody has said otherwise, and for a few seconds on the way', async () => {
  const post = new Post()
  await keep(written('a'))
  await drain(NOBODY)
  hearTime(answerOf(NOW + 5_000), NOW)
  await keep(written('b'))
  await drain(NOBODY)
  expect(told(post)).toEqual(['2026-11-26T08:00:00.000Z', '2026-11-26T08:00:00.000Z'])
})
