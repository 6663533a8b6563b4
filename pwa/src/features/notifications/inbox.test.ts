import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { stubStorage } from '../../store/makers.ts'
import type { Notice } from '../../store/notices.ts'
import { answers } from '../../store/post.ts'
import { LI } from '../../store/sessionMaker.ts'
import { forgetEverything } from '../../store/storage.ts'

const DAY_MS = 86_400_000
const PAGE = 2

/** What the server has, the latest first. */
let kept: Notice[]
/** What it was asked, but for tokens. */
let asked: string[]
/** What it says to who tells it that something was opened; null where it takes note. */
let refuses: (() => Response) | null

const notice = (id: string, day: number): Notice => ({
  ...{ id, kind: 'report.answered', topic: 'reports', link: '/reports', facts: {} },
  madeAt: new Date(Date.now() - day * DAY_MS).toISOString(),
  ...{ seenAt: null, readAt: null, replaced: false },
})

function page(before: string | null) {
  const from = before === null ? 0 : Number(before)
  const next = from + PAGE < kept.length ? String(from + PAGE) : null
  const recent = kept.filter(({ madeAt }) => Date.parse(madeAt) > Date.now() - 30 * DAY_MS)
  const unread = recent.filter(({ readAt }) => readAt === null).length
  return { notices: kept.slice(from, from + PAGE), unread, next }
}

function readBy(path: string, init: RequestInit): Response {
  if (refuses) return refuses()
  const [one, all] = [/notices\/(.+)\/read$/.exec(path)?.[1], path.endsWith('/notices/read')]
  const upTo = all ? kept.findIndex(({ id }) => id === JSON.parse(String(init.body)).upTo) : -1
  kept = kept.map((it, at) =>
    it.id === one || (all && at >= upTo) ? { ...it, readAt: new Date().toISOString() } : it,
  )
  return new Response(null, { status: 204 })
}

beforeEach(async () => {
  vi.resetModules()
  stubStorage()
  vi.stubGlobal('navigator', { onLine: true, language: 'zh-CN' })
  await forgetEverything()
  kept = []
  asked = []
  refuses = null
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (path === '/api/session/refresh')
      return Response.json({ accessToken: 'T', expiresAt: '2099-01-01T00:00:00Z', me: LI })
    asked.push(`${init.method} ${path.replace('/api/me/notices', '')}`)
    if (init.method === 'PUT') return readBy(path, init)
    return Response.json(page(new URL(path, 'http://x').searchParams.get('before')))
  })
})

async function launched() {
  const { become } = await import('../../store/who.ts')
  become({ is: 'in', me: LI })
  const [inbox, store] = await Promise.all([import('./inbox.ts'), import('../../store/notices.ts')])
  const held = () => store.heldInbox(LI.id)
  const unread = async () => {
    const { note, notices } = await held()
    const here = notices.filter((one) => store.isUnread(one)).map(({ id }) => id)
    expect(note?.unread).toBe(here.length)
    return here
  }
  return { ...inbox, held, unread }
}

it('has thirty days on the phone however many pages they are, and asks for no more than is new', async () => {
  kept = [notice('g', 0), notice('f', 1), notice('e', 9), notice('d', 29), notice('c', 31), notice('a', 40)]
  const app = await launched()
  await app.renew()
  expect(await app.unread()).toEqual(['g', 'f', 'e', 'd'])
  expect(asked).toEqual(['GET ', 'GET ?before=2', 'GET ?before=4'])
  kept = [notice('h', 0), ...kept]
  await app.renew()
  expect(asked).toHaveLength(4)
  expect(await app.unread()).toEqual(['h', 'g', 'f', 'e', 'd'])
  // Read on another phone.
  kept = kept.map((one) => (one.id === 'd' ? { ...one, readAt: one.madeAt } : one))
  await app.renew()
  expect(await app.unread()).toEqual(['h', 'g', 'f', 'e'])
})

it('tells once more what was opened where the server had no ear for it, and not of what is gone', async () => {
  kept = [notice('b', 0), notice('a', 1)]
  const app = await launched()
  await app.renew()
  for (const says of [() => answers.busy(429), () => answers.refused('acting_for_refused', 403)]) {
    refuses = says
    await app.read('b')
    expect((await app.held()).notices[0]?.untold).toBe(true)
  }
  expect(await app.unread()).toEqual(['a'])
  refuses = null
  await app.renew()
  expect(kept[0]?.readAt).not.toBeNull()
  expect(await app.unread()).toEqual(['a'])
  refuses = () => answers.refused('notice_not_found', 404)
  await app.read('a')
  expect((await app.held()).notices.map(({ untold }) => untold)).toEqual([false, false])
})

it('marks as read all that the phone shows, in whatever order two came at once', async () => {
  const [one, other] = [notice('a', 0), notice('z', 0)]
  kept = [{ ...other, madeAt: one.madeAt }, one]
  const app = await launched()
  await app.renew()
  await app.read(null)
  await app.renew()
  expect(kept.filter(({ readAt }) => readAt === null)).toEqual([])
  expect(await app.unread()).toEqual([])
})

it('tells the server of an old one too, which the phone does not hold', async () => {
  kept = [notice('b', 0), notice('old', 40)]
  const app = await launched()
  await app.renew()
  await app.read('old')
  expect(asked.at(-1)).toBe('PUT /old/read')
})
