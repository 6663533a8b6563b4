import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bytesOf, heldKnock, lettersOf } from '../store/knock.ts'
import { stubStorage } from '../store/makers.ts'
import { LI } from '../store/sessionMaker.ts'
import { forgetEverything } from '../store/storage.ts'
import { become } from '../store/who.ts'
import { renew, turnOff, turnOn } from './push.ts'

const YUELU = { key: 'nbs:430104000000', name: '岳麓区' }
const [OLD, NEW] = ['BAAA', 'BBBB']

/** A browser that can be pushed to: which key it has subscribed with, and how often it did. */
class Browser {
  permission: NotificationPermission = 'default'
  answers: NotificationPermission = 'granted'
  key: string | null = null
  subscribed = 0
  reachable = true
  install!: () => void

  constructor({ installed = true } = {}) {
    const pushManager = { getSubscription: async () => this.held(), subscribe: this.subscribe.bind(this) }
    const registration = { pushManager }
    const ready = new Promise((resolve) => {
      this.install = () => resolve(registration)
    })
    if (installed) this.install()
    const serviceWorker = { ready, getRegistration: async () => (installed ? registration : undefined) }
    vi.stubGlobal('navigator', { onLine: true, language: 'zh-CN', serviceWorker })
    const browser = this
    vi.stubGlobal('Notification', {
      get permission() {
        return browser.permission
      },
      requestPermission: async () => {
        browser.permission = browser.answers
        return browser.permission
      },
    })
  }

  async subscribe({ applicationServerKey }: { applicationServerKey: Uint8Array }) {
    if (!this.reachable) throw new DOMException('push service not available', 'AbortError')
    if (this.key) throw new DOMException('another key', 'InvalidStateError')
    this.key = lettersOf(applicationServerKey)
    this.subscribed += 1
    return this.held()
  }

  private held() {
    if (!this.key) return null
    const applicationServerKey = bytesOf(this.key).buffer
    return {
      options: { applicationServerKey },
      toJSON: () => ({
        endpoint: `https://push.example/${this.subscribed}`,
        keys: { p256dh: 'P', auth: 'A' },
      }),
      unsubscribe: async () => {
        this.key = null
      },
    }
  }
}

/** The server's side: which key it gives out, and whose sign-in it renews. */
class Server {
  arrived: { method: string; path: string; body: unknown; token: string | null }[] = []
  key = OLD
  /** Another key that it takes up before the next phone has subscribed. */
  follows: string | null = null
  says: (() => Response | Promise<Response>) | null = null

  constructor() {
    vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
      const token = new Headers(init.headers).get('authorization')
      const body = init.body ? JSON.parse(String(init.body)) : null
      this.arrived.push({ method: init.method ?? 'GET', path, body, token })
      return this.says?.() ?? this.answer(path, init.method)
    })
  }

  private answer(path: string, method?: string): Response {
    if (path === '/api/session/refresh')
      return Response.json({ accessToken: 'T', expiresAt: '2026-11-26T08:15:00Z', me: LI })
    if (path === '/api/push/key') return Response.json({ id: `id of ${this.key}`, publicKey: this.key })
    if (method === 'DELETE') return new Response(null, { status: 204 })
    const renew = this.follows !== null
    this.key = this.follows ?? this.key
    this.follows = null
    return Response.json({ id: path.split('/').at(-1), signedIn: false, watches: [], renew })
  }
}

let browser: Browser
let server: Server

beforeEach(async () => {
  stubStorage()
  browser = new Browser()
  await forgetEverything()
  become({ is: 'nobody' })
  server = new Server()
})
afterEach(() => void vi.useRealTimers())

const puts = () => server.arrived.filter(({ method }) => method === 'PUT')

describe('turning reminders on', () => {
  it('says to the server what the browser says, under an id of the phone’s own, and of which place', async () => {
    expect(await turnOn(YUELU)).toMatchObject({ is: 'done' })
    const knock = await heldKnock()
    expect(puts()).toMatchObject([
      {
        path: `/api/push/subscriptions/${knock?.id}`,
        body: {
          endpoint: 'https://push.example/1',
          p256dh: 'P',
          auth: 'A',
          key: 'id of BAAA',
          watches: [{ division: YUELU.key, topic: 'consultations' }],
        },
      },
    ])
    expect(knock).toMatchObject({ account: null, place: YUELU, language: 'zh-CN', leaving: false })
  })

  it('asks the server nothing where the person says no', async () => {
    browser.answers = 'denied'
    expect(await turnOn()).toEqual({ is: 'denied' })
    expect(server.arrived).toEqual([])
    expect(await heldKnock()).toBeNull()
  })

  it('says that no push service can be reached', async () => {
    browser.reachable = false
    expect(await turnOn()).toEqual({ is: 'unreachable' })
    expect(await heldKnock()).toBeNull()
  })

  it('waits for a worker that is still being installed', async () => {
    browser = new Browser({ installed: false })
    const turned = turnOn()
    await vi.waitFor(() => expect(server.arrived).toHaveLength(1))
    browser.install()
    expect(await turned).toMatchObject({ is: 'done' })
  })

  it('waits for no worker for ever', async () => {
    browser = new Browser({ installed: false })
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const turned = vi.fn()
    void turnOn().then(turned)
    await vi.waitFor(() => {
      vi.runAllTimers()
      expect(turned).toHaveBeenCalledWith({ is: 'unreachable' })
    })
  })

  it('subscribes with the new key where the server has taken up another', async () => {
    server.follows = NEW
    await turnOn()
    expect([browser.subscribed, browser.key]).toEqual([2, NEW])
    expect(puts().map(({ path }) => path)).toEqual(Array(2).fill(puts()[0]?.path))
  })
})

describe('a launch', () => {
  const DAY = 24 * 3_600_000

  it('asks nothing where reminders are off', async () => {
    await renew()
    expect(server.arrived).toEqual([])
  })

  it('tells the server once a day that the phone goes on, with its newest key', async () => {
    await turnOn()
    const before = server.arrived.length
    await renew()
    expect(server.arrived).toHaveLength(before)
    server.key = NEW
    vi.useFakeTimers({ now: Date.now() + DAY, toFake: ['Date'] })
    await renew()
    expect(browser.key).toBe(NEW)
    expect(puts().at(-1)?.body).toMatchObject({ key: 'id of BBBB', endpoint: 'https://push.example/2' })
  })

  it('tells at once whose phone it is now', async () => {
    await turnOn(YUELU)
    become({ is: 'in', me: LI })
    await renew()
    expect(puts().at(-1)).toMatchObject({ token: 'Bearer T', body: { watches: [] } })
    expect((await heldKnock())?.account).toBe(LI.id)
    const before = puts().length
    await renew()
    expect(puts()).toHaveLength(before)
    // Signed out from elsewhere and in again, it is another device to the server.
    become({ is: 'in', me: { ...LI, device: '0b7c0000-0000-4000-8000-00000000000e' } })
    await renew()
    expect(puts()).toHaveLength(before + 1)
  })

  it('leaves where the person has taken the permission back', async () => {
    await turnOn()
    browser.permission = 'denied'
    await renew()
    expect(await heldKnock()).toBeNull()
    expect(server.arrived.at(-1)).toMatchObject({ method: 'DELETE', path: puts()[0]?.path })
  })
})

describe('turning reminders off', () => {
  it('lets go in the browser, and tells the server when it can', async () => {
    await turnOn()
    server.says = () => Promise.reject(new TypeError('Failed to fetch'))
    await turnOff()
    expect(browser.key).toBeNull()
    expect(await heldKnock()).toMatchObject({ leaving: true })
    server.says = null
    await renew()
    expect(await heldKnock()).toBeNull()
  })
})
