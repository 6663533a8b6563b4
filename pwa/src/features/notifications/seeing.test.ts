import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { stubStorage } from '../../store/makers.ts'
import { LI } from '../../store/sessionMaker.ts'
import { forgetEverything } from '../../store/storage.ts'

const MOMENT_MS = 1000

let hidden: boolean
let page: EventTarget
/** Without a network nobody is told. */
let online: boolean
/** What the server was told that somebody saw. */
let told: string[][]
/** What the browser calls when rows come onto the screen and leave it. */
let moved: (rows: [row: Element, ratio: number][]) => void

const notice = (id: string) => ({
  ...{ id, kind: 'report.answered', topic: 'reports' as const, thread: id, link: '/reports', facts: {} },
  ...{ urgency: 'normal', madeAt: new Date().toISOString(), seenAt: null, readAt: null, replaced: false },
})

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.resetModules()
  stubStorage()
  await forgetEverything()
  online = true
  hidden = false
  told = []
  page = new EventTarget()
  vi.stubGlobal('document', Object.defineProperty(page, 'visibilityState', { get: () => state() }))
  vi.stubGlobal('IntersectionObserver', Screen)
  vi.stubGlobal('navigator', { onLine: true, language: 'zh-CN' })
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (path === '/api/session/refresh')
      return Response.json({ accessToken: 'T', expiresAt: '2099-01-01T00:00:00Z', me: LI })
    if (!online) throw new TypeError('Failed to fetch')
    if (path === '/api/me/notices') return Response.json(inbox())
    told.push(JSON.parse(String(init.body)).notices)
    return new Response(null, { status: 204 })
  })
})
afterEach(() => void vi.useRealTimers())

const state = () => (hidden ? 'hidden' : 'visible')
const inbox = () => ({ notices: ['a', 'b', 'c'].map(notice), unread: 3, next: null })

/** The browser's side of knowing what is on the screen. */
class Screen {
  rows = new Set<Element>()
  constructor(look: (entries: object[]) => void) {
    moved = (rows) => look(rows.map(([target, intersectionRatio]) => ({ target, intersectionRatio })))
  }
  observe = (row: Element) => this.rows.add(row)
  unobserve = (row: Element) => this.rows.delete(row)
}

/** The rows of three notices, which somebody who has signed in holds on their phone. */
async function rows(): Promise<[Element, Element, Element]> {
  const { become } = await import('../../store/who.ts')
  become({ is: 'in', me: LI })
  const [{ seeing }, { keepInbox }] = await Promise.all([
    import('./seeing.ts'),
    import('../../store/notices.ts'),
  ])
  await keepInbox(LI.id, inbox())
  const made = ['a', 'b', 'c'].map((id) => {
    const row = new EventTarget() as Element
    seeing(id)(row)
    return row
  })
  return made as [Element, Element, Element]
}

/** So much time goes by, and everything that was set going has come to its end. */
async function after(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms)
  for (let turn = 0; turn < 50; turn++) await turnOfTheLoop()
}

function turnOfTheLoop(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

it('tells what stays on the screen for a moment, once, and neither what lies below nor what flies past', async () => {
  const [top, below, past] = await rows()
  moved([
    [top, 1],
    [below, 0.2],
    [past, 0.9],
  ])
  await after(300)
  moved([[past, 0]])
  await after(0)
  expect(told).toEqual([])
  await after(MOMENT_MS)
  expect(told).toEqual([['a']])
  moved([[top, 1]])
  await after(MOMENT_MS)
  expect(told).toEqual([['a']])
})

it('tells nothing while nobody looks at the page, and then what stands there', async () => {
  const [row] = await rows()
  hidden = true
  moved([[row, 1]])
  await after(60 * MOMENT_MS)
  expect(told).toEqual([])
  hidden = false
  page.dispatchEvent(new Event('visibilitychange'))
  await after(MOMENT_MS)
  expect(told).toEqual([['a']])
})

it('tells what was seen in airplane mode once there is a network', async () => {
  const [row] = await rows()
  online = false
  moved([[row, 1]])
  await after(MOMENT_MS)
  expect(told).toEqual([])
  online = true
  const { renew } = await import('./inbox.ts')
  await renew()
  expect(told).toEqual([['a']])
})
