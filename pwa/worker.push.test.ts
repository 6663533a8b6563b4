import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { heldKnock, type Knock, keepKnock } from './src/store/knock.ts'
import { heldInbox, type Notice } from './src/store/notices.ts'
import { answers, Post } from './src/store/post.ts'
import { forgetEverything } from './src/store/storage.ts'
import { Scope, start } from './worker.maker.ts'

const ENDPOINT = 'https://push.example/another'
const subscribed = () => ({
  toJSON: () => ({ endpoint: ENDPOINT, keys: { p256dh: 'BPub', auth: 'Secret' } }),
})
const KNOCK: Knock = {
  id: '0190-a',
  key: 'k1',
  publicKey: 'BAUG',
  account: null,
  device: null,
  place: { key: 'nbs:430104000000', name: '岳麓区' },
  language: 'zh-CN',
  renewedAt: 1,
  leaving: false,
}

/** A window of the app, as the worker sees it. */
class OpenWindow {
  visibilityState = 'visible'
  focus = vi.fn(async () => this)
  postMessage = vi.fn()
}

class Worker extends Scope {
  windows: OpenWindow[] = []
  clients = {
    matchAll: async () => this.windows,
    openWindow: vi.fn(async () => null),
  }
  registration = {
    showNotification: vi.fn(async (..._: [title: string, options: NotificationOptions]) => undefined),
    pushManager: { subscribe: vi.fn(async (_: PushSubscriptionOptionsInit) => subscribed()) },
  }

  /** What is shown of what the push service brings. */
  async pushed(text: string | null): Promise<[title: string, options: NotificationOptions] | undefined> {
    this.registration.showNotification.mockClear()
    await this.fire('push', { data: text === null ? null : { json: () => JSON.parse(text) } })
    expect(this.registration.showNotification).toHaveBeenCalledTimes(1)
    return this.registration.showNotification.mock.calls[0]
  }

  clicked(link: unknown) {
    const notification = { close: vi.fn(), data: { link } }
    return this.fire('notificationclick', { notification })
  }
}

describe('a push', () => {
  beforeEach(() => keepKnock(null))

  const payload = (changes: object = {}) =>
    JSON.stringify({ v: 1, topic: 'consultations', tag: 'x1', link: '/me/notices', ...changes })

  it('shows one notification that says no more than of which topic, and tells the open windows', async () => {
    const worker = await start(new Worker())
    worker.windows = [new OpenWindow()]
    const [title, options] = (await worker.pushed(payload())) ?? []
    expect(title).toBe('您有一条新的议事通知')
    expect(options).toMatchObject({ tag: 'x1', renotify: true, lang: 'zh-CN', data: { link: '/me/notices' } })
    expect(worker.windows[0]?.postMessage).toHaveBeenCalledWith({ is: 'told' })
    expect((await worker.pushed(payload({ topic: 'reports' })))?.[0]).toBe('您反映的事有了回音')
    expect((await worker.pushed(payload({ topic: 'tasks' })))?.[0]).toBe('有一件待办')
  })

  it.each([null, 'not JSON', 'null', '{"v":2,"topic":"consultations"}', '{"v":1,"topic":"toString"}'])(
    'shows something for %s too',
    async (text) => {
      const worker = await start(new Worker())
      const [title, options] = (await worker.pushed(text)) ?? []
      expect(title).toBe('您有一条新通知')
      expect(options).not.toHaveProperty('tag')
      expect(options?.data).toEqual({ link: '/me/notices' })
    },
  )

  it('speaks English where the phone does', async () => {
    await keepKnock({ ...KNOCK, language: 'en' })
    const worker = await start(new Worker())
    const [title, options] = (await worker.pushed(payload())) ?? []
    expect([title, options?.lang]).toEqual(['A new notice about a meeting', 'en'])
  })

  it('opens its page in a window that is open, the visible one first', async () => {
    const worker = await start(new Worker())
    const [hidden, seen] = [new OpenWindow(), new OpenWindow()]
    hidden.visibilityState = 'hidden'
    worker.windows = [hidden, seen]
    await worker.clicked('/consultations/1')
    expect(seen.focus).toHaveBeenCalled()
    expect(seen.postMessage).toHaveBeenCalledWith({ is: 'open', link: '/consultations/1' })
    expect(hidden.postMessage).not.toHaveBeenCalled()
    expect(worker.clients.openWindow).not.toHaveBeenCalled()
  })

  it.each([
    ['/me/notices', '/me/notices'],
    ['https://elsewhere.example/', '/me/notices'],
    ['//elsewhere.example/', '/me/notices'],
    [undefined, '/me/notices'],
  ])('opens a new window where there is none, and nobody else’s page: %s', async (link, opened) => {
    const worker = await start(new Worker())
    await worker.clicked(link)
    expect(worker.clients.openWindow).toHaveBeenCalledWith(opened)
  })
})

describe('the inbox, while the app is closed', () => {
  const NOTICE: Notice = {
    ...{ id: '0190-a', kind: 'report.answered', topic: 'reports', link: '/reports', facts: {} },
    ...{ madeAt: new Date().toISOString(), seenAt: null, readAt: null, replaced: false },
  }
  const inbox = (account: string) => () =>
    Response.json({ account, notices: [NOTICE], unread: 1, next: null })

  /** A phone that is knocked for, whose server answers so; what it holds then, and what it showed. */
  async function knocked(knock: Partial<Knock>, says: () => Response | Promise<Response>) {
    await forgetEverything()
    await keepKnock({ ...KNOCK, account: 'li', ...knock })
    const worker = await start(new Worker())
    worker.windows = [new OpenWindow()]
    const post = new Post()
    post.says = () => says()
    const [title] = (await worker.pushed('{"v":1,"topic":"reports","tag":"x1","link":"/me/notices"}')) ?? []
    expect(title).toBe('您反映的事有了回音')
    const { note, notices } = await heldInbox('li')
    const told = worker.windows[0]?.postMessage.mock.calls.length
    return { asked: post.paths, unread: note?.unread, ids: notices.map(({ id }) => id), told }
  }

  it('is fetched by the sign-in alone, and read without a network', async () => {
    const found = await knocked({}, inbox('li'))
    expect(found).toEqual({ asked: ['/api/session/notices'], unread: 1, ids: ['0190-a'], told: 0 })
  })

  it('is left to a window where the server cannot be had, and the notification waits for nothing', async () => {
    for (const says of [answers.portal, () => answers.busy(503), () => Promise.reject(new TypeError())])
      expect(await knocked({}, says)).toMatchObject({ ids: [], told: 1 })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const worker = await start(new Worker())
    vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
      return new Promise((_, refuse) => signal?.addEventListener('abort', () => refuse(signal.reason)))
    })
    const pushed = worker.pushed(null)
    await vi.waitFor(() => expect(worker.registration.showNotification).toHaveBeenCalled())
    await vi.advanceTimersByTimeAsync(10_000)
    await pushed
    vi.useRealTimers()
  })

  it('is asked for by nobody, and comes to nobody else than whom the phone is knocked for', async () => {
    expect(await knocked({ account: null }, inbox('li'))).toMatchObject({ asked: [], ids: [] })
    expect(await knocked({ leaving: true }, inbox('li'))).toMatchObject({ asked: [], ids: [] })
    expect(await knocked({}, inbox('wang'))).toMatchObject({ unread: undefined, ids: [] })
    expect((await heldInbox('wang')).notices).toEqual([])
  })

  it('leaves nothing behind where they sign out while it is on its way', async () => {
    const leaves = async () => {
      await keepKnock({ ...KNOCK, account: 'li', leaving: true })
      return inbox('li')()
    }
    expect(await knocked({}, leaves)).toMatchObject({ asked: ['/api/session/notices'], ids: [] })
  })
})

describe('a phone whose address the browser took away', () => {
  const CHANGED = 'pushsubscriptionchange'

  it('gets another, and the server hears of it at once where the phone is nobody’s', async () => {
    await keepKnock(KNOCK)
    const worker = await start(new Worker())
    const post = new Post()
    await worker.fire(CHANGED)
    expect(post.arrived).toMatchObject([
      {
        path: '/api/push/subscriptions/0190-a',
        body: {
          endpoint: ENDPOINT,
          p256dh: 'BPub',
          auth: 'Secret',
          key: 'k1',
          watches: [{ division: 'nbs:430104000000', topic: 'consultations' }],
        },
      },
    ])
    const { applicationServerKey } = worker.registration.pushManager.subscribe.mock.calls[0]?.[0] ?? {}
    expect(applicationServerKey).toEqual(Uint8Array.of(4, 5, 6))
  })

  it('leaves it to a page to say whose it is, and has the next launch say so', async () => {
    await keepKnock({ ...KNOCK, account: 'li' })
    const worker = await start(new Worker())
    worker.windows = [new OpenWindow()]
    const post = new Post()
    await worker.fire(CHANGED)
    expect(post.arrived).toEqual([])
    expect(worker.windows[0]?.postMessage).toHaveBeenCalledWith({ is: 'subscribe' })
    expect((await heldKnock())?.renewedAt).toBe(0)
  })

  it('stays silent where reminders are off', async () => {
    await keepKnock({ ...KNOCK, leaving: true })
    const worker = await start(new Worker())
    await worker.fire(CHANGED)
    expect(worker.registration.pushManager.subscribe).not.toHaveBeenCalled()
  })
})
