import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { discard, letGoLeft, wipe, writes } from '../../../store/outbox.ts'
import { Post, signer } from '../../../store/post.ts'
import { drain } from '../../../store/sending.ts'
import { isAtTheDoor } from './atTheDoor.ts'
import { answer, confirm, correct, sayAmenity, sayState, takeBack } from './commands.ts'
import { closingToday, endOf } from './ends.ts'
import { lastSeen } from './queries.ts'
import { changesOf, type Revision } from './revisionWords.ts'

const STATION = { id: '7K3M9Q2X', name: '溁湾镇工会驿站' }
const DOOR = { lon: 112.94, lat: 28.19 }
const NOW = new Date('2026-11-23T08:00:00Z')

async function clear() {
  for (const { id } of await writes()) await discard(id)
}

beforeEach(clear)
afterEach(clear)

it('keeps a confirmation with its time and whether it was made at the door, and no place', async () => {
  await confirm(STATION, Promise.resolve(true), NOW)
  const [write] = await writes()
  expect(write).toMatchObject({ kind: 'station_confirmation', about: STATION.name, notBefore: 0 })
  expect(write?.path).toBe(`/api/stations/${STATION.id}/confirmations/${write?.id}`)
  expect(write?.body).toEqual({ at: NOW.toISOString(), inRadius: true })
  expect(write?.needsSignIn).toBe(true)
})

it('has kept a confirmation before the phone knows where it is, and sends it though the browser is killed', async () => {
  void confirm(STATION, new Promise(() => undefined), NOW)
  await vi.waitFor(async () => expect(await writes()).toHaveLength(1))
  const post = new Post()
  await drain(signer('me', 'token'))
  expect(post.arrived, 'it may still hear whether that was at the door').toEqual([])
  await letGoLeft()
  await drain(signer('me', 'token'))
  expect(post.arrived).toMatchObject([{ body: { at: NOW.toISOString(), inRadius: null } }])
})

it('takes back a confirmation that has not left, and tells the server of one that has', async () => {
  await confirm(STATION, Promise.resolve(true), NOW)
  const [write] = await writes()
  await takeBack(STATION, write?.id ?? '')
  expect(await writes()).toEqual([])
  await takeBack(STATION, 'k1')
  expect(await writes()).toMatchObject([
    {
      method: 'DELETE',
      path: `/api/stations/${STATION.id}/confirmations/k1`,
      of: { back: 'k1' },
      body: null,
    },
  ])
})

it('keeps what the server said of a confirmation that came too late', async () => {
  await confirm(STATION, Promise.resolve(null), NOW)
  const standing = { confirmedAt: '2026-11-23T09:00:00Z', counts: false }
  vi.stubGlobal('fetch', async () => Response.json(standing))
  await drain(signer('me', 'token'))
  vi.unstubAllGlobals()
  expect(await writes()).toMatchObject([{ state: 'sent', answer: standing }])
})

it('corrects an answer, and says which one was a mistake', async () => {
  const answer = { kind: 'untrue', words: '没有的事', at: NOW.toISOString() } as const
  const report = { key: 'r1', kind: 'crowded', amenity: null, reportedAt: NOW.toISOString(), answer } as const
  await correct(STATION, report, 'fixed')
  expect(await writes()).toMatchObject([
    { path: '/api/reports/r1/answer', body: { kind: 'fixed', words: '', instead: 'untrue' } },
  ])
})

it('keeps a switch with what it is of, and leaves the words to whoever reads the list', async () => {
  await sayAmenity(STATION, 'shower', false, ' 等师傅 ')
  const [write] = await writes()
  expect(write?.of).toEqual({ amenity: 'shower' })
  expect(write?.path).toBe(`/api/stations/${STATION.id}/amenities/shower/states/${write?.id}`)
  expect(write?.body).toMatchObject({ works: false, note: '等师傅' })
})

it('begins a state with its end, and ends it with none', async () => {
  await sayState(STATION, { kind: 'full', until: NOW, note: '' }, new Date(1))
  await sayState(STATION, null, new Date(2))
  const bodies = (await writes()).map(({ body }) => body)
  expect(bodies).toMatchObject([
    { kind: 'full', until: NOW.toISOString() },
    { kind: 'none', until: null },
  ])
})

it('answers each of those who said the same', async () => {
  await answer(STATION, { kind: 'locked', amenity: null, keys: ['a', 'b'] }, 'untrue', '门一直开着')
  const kept = await writes()
  expect(kept.map(({ path }) => path).sort()).toEqual(['/api/reports/a/answer', '/api/reports/b/answer'])
  for (const { body } of kept) expect(body).toEqual({ kind: 'untrue', words: '门一直开着' })
})

it('says yes within 150 metres, no beyond, and nothing where the receiver does not know', () => {
  const at = (north: number, accuracyM: number) =>
    isAtTheDoor({ lon: DOOR.lon, lat: DOOR.lat + north / 111_195, accuracyM }, DOOR)
  expect([at(149, 20), at(151, 20), at(0, 151)]).toEqual([true, false, null])
})

it('ends in half an hour, at closing time, or at an hour of Shanghai that is to come', () => {
  const closing = new Date('2026-11-23T09:30:00Z')
  expect(endOf('half', NOW, null, '')).toEqual(new Date('2026-11-23T08:30:00Z'))
  expect(endOf('hour', NOW, null, '')).toEqual(new Date('2026-11-23T09:00:00Z'))
  expect(endOf('closing', NOW, closing, '')).toEqual(closing)
  expect(endOf('own', NOW, null, '2026-11-23T18:00')).toEqual(new Date('2026-11-23T10:00:00Z'))
  for (const own of ['', '2026-11-23T16:00', '2026-12-25T16:00'])
    expect(endOf('own', NOW, null, own)).toBeNull()
})

it('offers closing time only where it closes within the day', () => {
  const until = new Date('2026-11-23T14:00:00Z')
  expect(closingToday({ state: 'open', until, then: 'closed' }, NOW)).toEqual(until)
  expect(closingToday({ state: 'closed', until, then: 'open' }, NOW)).toBeNull()
  expect(closingToday({ state: 'open', until: null, then: null }, NOW)).toBeNull()
})

it('forgets the desk when its manager signs out, and shows it to nobody else', async () => {
  const { keepFile } = await import('../../../store/held.ts')
  const seen = { at: 1, items: [], reports: {} }
  await keepFile('desk', { path: 'me', text: JSON.stringify(seen) })
  expect(await lastSeen('me')).toEqual(seen)
  expect(await lastSeen('somebody else')).toBeNull()
  await wipe('me')
  expect(await lastSeen('me')).toBeNull()
})

it('tells a change in words, and nothing of what only machines use', () => {
  const revision = {
    number: 2,
    before: { entry: 'walk_in', gate_words: '', external_id: '1', hours: null },
    after: {
      entry: 'scan',
      gate_words: '去驿站歇脚',
      external_id: '2',
      hours: { week: Array(7).fill([[480, 1080]]), holiday: null, makeup: null, exceptions: [], seasons: [] },
    },
  } as unknown as Revision
  expect(changesOf(revision, NOW)).toEqual([
    { what: '开放时间', before: '没有公示开放时间', after: '每天 8:00–18:00' },
    { what: '怎么进', before: '直接进', after: '扫门上的码进' },
    { what: '跟门卫怎么说', before: '没有写', after: '去驿站歇脚' },
  ])
  expect(changesOf({ ...revision, before: null } as Revision, NOW)).toEqual([])
})
