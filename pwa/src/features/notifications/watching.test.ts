import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { stubStorage } from '../../store/makers.ts'
import { LI, WANG } from '../../store/sessionMaker.ts'
import { forgetEverything } from '../../store/storage.ts'

const MINUTE = 60_000
const NOTICE = {
  ...{ id: '0190-a', kind: 'report.answered', topic: 'reports', thread: 'report/1', link: '/reports' },
  ...{
    facts: {},
    urgency: 'normal',
    madeAt: new Date().toISOString(),
    seenAt: null,
    readAt: null,
    replaced: false,
  },
}

let page: EventTarget
let hidden: boolean
/** What the server was asked, but for tokens. */
let asked: string[]
let unread: number

type Piece = typeof import('./watching.ts') &
  typeof import('../../store/who.ts') &
  typeof import('../../ui/shell.svelte.ts')

/** The app as it is launched. */
async function launched(): Promise<Piece> {
  vi.resetModules()
  const { become, ...who } = await import('../../store/who.ts')
  become({ is: 'in', me: LI })
  const [watching, { shell }] = await Promise.all([
    import('./watching.ts'),
    import('../../ui/shell.svelte.ts'),
  ])
  return { ...watching, ...who, become, shell }
}

/** Everything that was set going has come to its end. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setTimeout(resolve))
}

const asksForInbox = () => asked.filter((one) => one === 'GET /api/me/notices').length

beforeEach(async () => {
  vi.useFakeTimers({
    toFake: ['setInterval', 'clearInterval', 'performance'],
    now: 0,
  })
  stubStorage()
  vi.stubGlobal('navigator', { onLine: true, language: 'zh-CN' })
  await forgetEverything()
  page = new EventTarget()
  hidden = false
  asked = []
  unread = 1
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal(
    'document',
    Object.defineProperty(new EventTarget(), 'hidden', {
      get: () => hidden,
    }),
  )
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (path === '/api/session/refresh')
      return Response.json({ accessToken: 'T', expiresAt: '2099-01-01T00:00:00Z', me: LI })
    asked.push(`${init.method} ${path}`)
    return Response.json({ notices: [NOTICE], unread, next: null })
  })
})
afterEach(() => void vi.useRealTimers())

it('shows how many are unread, and looks again every five minutes while it is seen', async () => {
  const app = await launched()
  app.watch()
  await vi.waitFor(() => expect(app.shell.unread).toBe(1))
  expect(asksForInbox()).toBe(1)
  // It fetches, and says of nothing that anybody had it before their eyes.
  expect(asked.filter((one) => one.startsWith('PUT'))).toEqual([])
  unread = 2
  vi.advanceTimersByTime(5 * MINUTE)
  await vi.waitFor(() => expect(app.shell.unread).toBe(2))
  hidden = true
  vi.advanceTimersByTime(20 * MINUTE)
  await settled()
  expect(asksForInbox()).toBe(2)
  hidden = false
  page.dispatchEvent(new Event('focus'))
  await settled()
  page.dispatchEvent(new Event('focus'))
  await settled()
  expect(asksForInbox()).toBe(3)
})

it('looks at once when its tab comes back, and every five minutes again', async () => {
  const app = await launched()
  app.watch()
  await vi.waitFor(() => expect(app.shell.unread).toBe(1))
  hidden = true
  document.dispatchEvent(new Event('visibilitychange'))
  vi.advanceTimersByTime(60 * MINUTE)
  await settled()
  expect(asksForInbox()).toBe(1)
  hidden = false
  unread = 3
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.waitFor(() => expect(app.shell.unread).toBe(3))
  expect(asksForInbox()).toBe(2)
  unread = 4
  vi.advanceTimersByTime(5 * MINUTE)
  await vi.waitFor(() => expect(app.shell.unread).toBe(4))
  expect(asksForInbox()).toBe(3)
})

it('asks at once when the worker was knocked for', async () => {
  const app = await launched()
  app.watch()
  await vi.waitFor(() => expect(app.shell.unread).toBe(1))
  app.look()
  await vi.waitFor(() => expect(asksForInbox()).toBe(2))
})

it('asks nothing for nobody, and shows nobody’s number', async () => {
  const app = await launched()
  app.watch()
  await vi.waitFor(() => expect(app.shell.unread).toBe(1))
  const before = asked.length
  app.become({ is: 'nobody' })
  await vi.waitFor(() => expect(app.shell.unread).toBe(0))
  vi.advanceTimersByTime(20 * MINUTE)
  page.dispatchEvent(new Event('focus'))
  app.look()
  await settled()
  expect(asked).toHaveLength(before)
})

it('shows the next person their own number', async () => {
  const app = await launched()
  app.watch()
  await vi.waitFor(() => expect(app.shell.unread).toBe(1))
  unread = 7
  app.become({ is: 'in', me: WANG })
  await vi.waitFor(() => expect(asksForInbox()).toBe(2))
})
