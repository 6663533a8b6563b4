import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keep } from './outbox.ts'
import { answers, draft, Locks, NOBODY, Post } from './post.ts'
import { drain } from './sending.ts'
import { hearTime } from './serverClock.ts'
import { forgetEverything } from './storage.ts'

const NOW = Date.parse('2026-11-26T08:00:00Z')

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  await forgetEverything()
})
afterEach(() => hearTime(answerOf(0), 0))

const dateOf = (at: number) => new Date(at).toUTCString()
const answerOf = (at: number) => new Response('', { headers: { date: dateOf(at) } })
const written = (id: string) => draft(id, { body: { at: new Date(NOW).toISOString() } })
const told = (post: Post) => post.arrived.map(({ body }) => (body as { at: string }).at)

it('says when something was written by the clock of the server, however slow that of the phone is', async () => {
  const post = new Post()
  hearTime(answerOf(NOW + 10 * 60_000), NOW)
  await keep(written('a'))
  await drain(NOBODY)
  expect(told(post)).toEqual(['2026-11-26T08:10:00.000Z'])
})

it('says so too when a code was typed, whose digits are looked for around that time', async () => {
  const post = new Post()
  hearTime(answerOf(NOW + 36_000), NOW)
  await keep(draft('a', { body: { digits: '123456', typedAt: new Date(NOW).toISOString() } }))
  await drain(NOBODY)
  expect(post.arrived.map(({ body }) => body)).toEqual([
    { digits: '123456', typedAt: '2026-11-26T08:00:36.000Z' },
  ])
})

it('asks for the time before the first write that says when it was written, however it was written', async () => {
  vi.resetModules()
  const [{ keep }, { drain }] = await Promise.all([import('./outbox.ts'), import('./sending.ts')])
  const post = new Post()
  const asked = vi.fn(() => answers.ok())
  post.health = asked
  await keep(draft('timeless'))
  await drain(NOBODY)
  expect(asked, 'nobody needs it').not.toHaveBeenCalled()
  asked.mockReturnValueOnce(new Response('<h1>Wi-Fi</h1>', { headers: { date: dateOf(NOW - 3_600_000) } }))
  await keep(draft('a', { body: { at: new Date().toISOString() } }))
  await drain(NOBODY)
  expect(Math.abs(Date.parse(told(post)[1] ?? '') - Date.now()), 'a portal is not believed').toBeLessThan(
    60_000,
  )
  const json = { 'content-type': 'application/json', date: dateOf(Date.now() + 3_600_000) }
  asked.mockReturnValueOnce(new Response('{}', { headers: json }))
  for (const id of ['b', 'c']) await keep(draft(id, { body: { at: new Date().toISOString() } }))
  await drain(NOBODY)
  for (const at of told(post).slice(2))
    expect(Math.abs(Date.parse(at) - Date.now() - 3_600_000)).toBeLessThan(60_000)
  expect(asked).toHaveBeenCalledTimes(2)
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
