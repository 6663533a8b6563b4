import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { reading } from './database.ts'
import {
  heldInbox,
  isUnread,
  isWhole,
  keepInbox,
  keepOlder,
  markRead,
  markSeen,
  markShown,
  markTold,
  type Notice,
} from './notices.ts'
import { wipe } from './outbox.ts'
import { forgetEverything } from './storage.ts'

const NOW = Date.now()
const [LI, WANG] = ['li', 'wang']

function notice(id: string, day: number, changes: Partial<Notice> = {}): Notice {
  const madeAt = new Date(NOW - day * 86_400_000).toISOString()
  const told = {
    kind: 'consultation.announced',
    topic: 'consultations',
    link: '/consultations/1',
    facts: {},
  } as const
  return { id, ...told, madeAt, seenAt: null, readAt: null, replaced: false, ...changes }
}
const told = (notices: Notice[], unread: number, next: string | null = null) => ({ notices, unread, next })
const ids = async (account = LI) => (await heldInbox(account)).notices.map(({ id }) => id)

beforeEach(() => forgetEverything())

it('shows in airplane mode what was told last, the latest first, and when that was', async () => {
  await keepInbox(LI, told([notice('b', 0), notice('a', 3)], 2), NOW)
  expect(await ids()).toEqual(['b', 'a'])
  expect((await heldInbox(LI)).note).toEqual({ account: LI, askedAt: NOW, unread: 2, whole: true })
})

it('keeps what is older than the latest page for thirty days', async () => {
  await keepInbox(LI, told([notice('old', 20), notice('oldest', 29)], 2), NOW)
  await keepInbox(LI, told([notice('new', -3)], 3, '7'), NOW + 3 * 86_400_000)
  expect(await ids()).toEqual(['new', 'old'])
  await keepOlder(LI, told([notice('older', 25), notice('ancient', 60)], 3), NOW)
  expect(await ids()).toEqual(['new', 'old', 'older'])
})

it('knows whether all that it keeps is here, and says the same as the number', async () => {
  await keepInbox(LI, told([notice('c', 0)], 2, '7'), NOW)
  expect(await isWhole(LI)).toBe(false)
  expect(await keepOlder(LI, told([notice('b', 3)], 2, '6'), NOW)).toBe(false)
  expect(await keepOlder(LI, told([notice('a', 40)], 2, '5'), NOW)).toBe(true)
  expect(await isWhole(LI)).toBe(true)
  // What comes next joins what is here.
  await keepInbox(LI, told([notice('d', -1), notice('c', 0)], 3, '7'), NOW)
  expect(await isWhole(LI)).toBe(true)
  // Read on another phone, on a page that was not asked for.
  await keepInbox(LI, told([notice('d', -1), notice('c', 0)], 2, '7'), NOW)
  expect(await isWhole(LI)).toBe(false)
  // More came than fits a page: what lies between is not here.
  await keepInbox(LI, told([notice('f', -3)], 5, '9'), NOW)
  await keepOlder(LI, told([notice('e', -2)], 5, '8'), NOW)
  expect(await isWhole(LI)).toBe(false)
})

it('does not count what was opened here on an older page, which the server has not heard of', async () => {
  await keepInbox(LI, told([notice('b', 0), notice('a', 3)], 2), NOW)
  await markRead(LI, 'a', NOW)
  await keepInbox(LI, told([notice('b', 0)], 2, '7'), NOW)
  expect((await heldInbox(LI)).note?.unread).toBe(1)
})

it('lets go of what the server has let go of', async () => {
  await keepInbox(LI, told([notice('b', 0), notice('a', 3)], 2), NOW)
  await keepInbox(LI, told([notice('a', 3)], 1), NOW)
  expect(await ids()).toEqual(['a'])
})

it('stays read here while the server has not heard of it', async () => {
  await keepInbox(LI, told([notice('b', 0), notice('a', 3)], 2), NOW)
  await markRead(LI, 'b', NOW)
  expect((await heldInbox(LI)).note?.unread).toBe(1)
  await keepInbox(LI, told([notice('b', 0), notice('a', 3)], 2), NOW)
  const { note, notices } = await heldInbox(LI)
  expect([note?.unread, notices[0]?.readAt !== null, notices[0]?.untold]).toEqual([1, true, true])
  await markTold(['b'])
  expect((await heldInbox(LI)).notices[0]?.untold).toBe(false)
})

it('marks all that it holds, and counts no notice that another has replaced', async () => {
  await keepInbox(LI, told([notice('b', 0), notice('a', 3, { replaced: true })], 1), NOW)
  await markRead(LI, 'a', NOW)
  expect((await heldInbox(LI)).note?.unread).toBe(1)
  await markRead(LI, null, NOW)
  const { note, notices } = await heldInbox(LI)
  expect([note?.unread, notices.every(({ readAt }) => readAt !== null)]).toEqual([0, true])
})

it('is nobody else’s, and gone with whoever signs out', async () => {
  await keepInbox(LI, told([notice('a', 0)], 1), NOW)
  expect(await heldInbox(WANG)).toEqual({ note: null, notices: [] })
  await wipe(LI)
  expect(await reading(['notices'], (open) => open('notices').count())).toBe(0)
  expect(await heldInbox(LI)).toEqual({ note: null, notices: [] })
  await keepInbox(WANG, told([notice('c', 0)], 1), NOW)
  expect(await ids(WANG)).toEqual(['c'])
})

it('remembers what was seen here until the server has heard of it, and no longer', async () => {
  const shown = async () => (await heldInbox(LI)).notices.map((one) => one.shown)
  await keepInbox(LI, told([notice('b', 0), notice('a', 3, { seenAt: new Date(NOW).toISOString() })], 2), NOW)
  expect(await shown()).toEqual([false, false])
  expect(await markShown(WANG, ['b'])).toBe(false)
  expect(await markShown(LI, ['b', 'a', 'gone'])).toBe(true)
  expect(await markShown(LI, ['b'])).toBe(false)
  await keepInbox(LI, told([notice('b', 0)], 1), NOW)
  expect(await shown()).toEqual([true])
  await markSeen(['b'])
  expect(await shown()).toEqual([false])
  expect(await markShown(LI, ['b'])).toBe(false)
})

it('counts no meeting as unread that is over', () => {
  const meeting = notice('a', 1, { overAt: new Date(NOW).toISOString() })
  expect(isUnread(meeting, NOW - 1)).toBe(true)
  expect(isUnread(meeting, NOW)).toBe(false)
})
