import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { heldKnock, type Knock, keepKnock } from './src/store/knock.ts'
import { keep } from './src/store/outbox.ts'
import { draft, Post } from './src/store/post.ts'

/** Named apart, because the worker is checked against another library than this test. */
const SCRIPT: string = './src/worker/sw.ts'

/** What a test needs of the browser's caches: paths and texts. */
class Caches {
  kept = new Map<string, Map<string, string>>()
  async open(name: string) {
    const files = this.kept.get(name) ?? new Map<string, string>()
    this.kept.set(name, files)
    return {
      match: async (path: string) => (files.has(path) ? new Response(files.get(path)) : undefined),
      put: async (path: string, response: Response) => void files.set(path, await response.text()),
    }
  }
  async match(path: string) {
    const files = [...this.kept.values()].find((one) => one.has(path))
    return files && new Response(files.get(path))
  }
  keys = async () => [...this.kept.keys()]
  delete = async (name: string) => this.kept.delete(name)
}

/** A window of the app, as the worker sees it. */
class OpenWindow {
  visibilityState = 'visible'
  focus = vi.fn(async () => this)
  postMessage = vi.fn()
}

class Worker extends EventTarget {
  location = { origin: 'https://xiangyi.example' }
  windows: OpenWindow[] = []
  clients = {
    claim: vi.fn(async () => undefined),
    matchAll: async () => this.windows,
    openWindow: vi.fn(async () => null),
  }
  registration = {
    showNotification: vi.fn(async (..._: [title: string, options: NotificationOptions]) => undefined),
    pushManager: { subscribe: vi.fn(async (_: PushSubscriptionOptionsInit) => subscribed()) },
  }
  skipWaiting = vi.fn(async () => undefined)

  /** Fires an event and waits for all that it set going. */
  async fire(type: string, fields: object = {}): Promise<Response | undefined> {
    const waits: Promise<unknown>[] = []
    let answer: Promise<Response> | undefined
    const event = Object.assign(new Event(type), fields, {
      waitUntil: (promise: Promise<unknown>) => waits.push(promise),
      respondWith: (response: Promise<Response>) => {
        answer = response
      },
    })
    this.dispatchEvent(event)
    await Promise.all(waits)
    return answer
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

  get(path: string, mode = 'cors', method = 'GET'): Promise<Response | undefined> {
    const url = new URL(path, this.location.origin).href
    return this.fire('fetch', { request: { url, mode, method } })
  }
}

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

let caches: Caches
let network: Map<string, string>
let fetched: [path: string, cache: RequestCache | undefined][]

beforeEach(() => {
  caches = new Caches()
  fetched = []
  network = new Map([
    ['/', 'shell 1'],
    ['/assets/app-1.js', 'app 1'],
    ['/assets/map-1.js', 'map 1'],
    ['/icon.svg', 'icon'],
  ])
  vi.stubGlobal('caches', caches)
  vi.stubGlobal('fetch', async (asked: string | { url: string }, init: RequestInit = {}) => {
    const path = typeof asked === 'string' ? asked : new URL(asked.url).pathname
    fetched.push([path, init.cache])
    const text = network.get(path)
    return new Response(text ?? 'not found', { status: text === undefined ? 404 : 200 })
  })
})

/** The worker of a build, as the browser starts it. */
async function started(version: string, shell: string[]): Promise<Worker> {
  const worker = new Worker()
  vi.stubGlobal('self', worker)
  vi.stubGlobal('__VERSION__', version)
  vi.stubGlobal('__PRECACHE__', shell)
  vi.resetModules()
  await import(SCRIPT)
  return worker
}

async function installed(
  version: string,
  shell = ['/', `/assets/app-${version}.js`, '/icon.svg'],
): Promise<Worker> {
  const worker = await started(version, shell)
  await worker.fire('install')
  return worker
}

async function letIn(version: string): Promise<Worker> {
  network.set('/', `shell ${version}`)
  network.set(`/assets/app-${version}.js`, `app ${version}`)
  const worker = await installed(version)
  await worker.fire('activate')
  return worker
}

async function textOf(response: Promise<Response | undefined>): Promise<string | undefined> {
  return (await response)?.text()
}

describe('the worker', () => {
  it('answers every page of the app from its cache, without the network', async () => {
    const worker = await letIn('1')
    network.clear()
    fetched = []
    for (const path of ['/', '/s/7K3M9Q2X', '/search?q=a.b', '/me/offline']) {
      expect(await textOf(worker.get(path, 'navigate'))).toBe('shell 1')
    }
    expect(await textOf(worker.get('/assets/app-1.js'))).toBe('app 1')
    expect(await textOf(worker.get('/icon.svg'))).toBe('icon')
    expect(fetched).toEqual([])
  })

  it.each([
    '/api/stations',
    '/packs/index.json',
    '/schema',
    '/schema/openapi.json',
    '/health',
    '/media/a.webp',
    '/sw.js',
  ])('leaves %s alone', async (path) => {
    const worker = await letIn('1')
    expect(await worker.get(path)).toBeUndefined()
    expect(await worker.get(path, 'navigate')).toBeUndefined()
  })

  it('leaves alone what is written, what is a file and what is somebody else’s', async () => {
    const worker = await letIn('1')
    expect(await worker.get('/', 'navigate', 'POST')).toBeUndefined()
    expect(await worker.get('/robots.txt', 'navigate')).toBeUndefined()
    expect(await worker.get('https://elsewhere.example/', 'navigate')).toBeUndefined()
  })

  it('keeps a heavy piece from its first use on', async () => {
    const worker = await letIn('1')
    expect(await textOf(worker.get('/assets/map-1.js'))).toBe('map 1')
    network.clear()
    expect(await textOf(worker.get('/assets/map-1.js'))).toBe('map 1')
    expect((await worker.get('/assets/gone.js'))?.status).toBe(404)
    expect(caches.kept.get('app-1')?.has('/assets/gone.js')).toBe(false)
  })

  it('asks the server anew for what has no hash in its name', async () => {
    await letIn('1')
    expect(new Map(fetched)).toEqual(
      new Map([
        ['/', 'reload'],
        ['/assets/app-1.js', 'default'],
        ['/icon.svg', 'reload'],
      ]),
    )
  })

  it('does not install a build of which a file is missing', async () => {
    network.delete('/icon.svg')
    await expect(installed('1')).rejects.toThrow('/icon.svg')
  })
})

describe('a new build', () => {
  it('waits until it is let in', async () => {
    await letIn('1')
    network.set('/', 'shell 2').set('/assets/app-2.js', 'app 2')
    const worker = await installed('2')
    expect(worker.skipWaiting).not.toHaveBeenCalled()
    await worker.fire('message', { data: 'something else' })
    expect(worker.skipWaiting).not.toHaveBeenCalled()
    await worker.fire('message', { data: 'skip-waiting' })
    expect(worker.skipWaiting).toHaveBeenCalledTimes(1)
  })

  it('fetches no hashed file that the build before has', async () => {
    await letIn('1')
    fetched = []
    await installed('2', ['/', '/assets/app-1.js'])
    expect(fetched.map(([path]) => path)).toEqual(['/'])
    expect(caches.kept.get('app-2')?.get('/assets/app-1.js')).toBe('app 1')
  })

  it('shows its own pages, and gives tabs of the build before their pieces', async () => {
    await letIn('1')
    const worker = await letIn('2')
    network.clear()
    expect(await textOf(worker.get('/', 'navigate'))).toBe('shell 2')
    expect(await textOf(worker.get('/assets/app-1.js'))).toBe('app 1')
    expect(worker.clients.claim).toHaveBeenCalledTimes(1)
  })

  it('leaves the two latest that were let in', async () => {
    await letIn('1')
    await letIn('2')
    await installed('3', ['/'])
    await letIn('4')
    expect(await caches.keys()).toEqual(['builds', 'app-2', 'app-4'])
  })
})

describe('what was written without a network', () => {
  it('goes out when the browser says that there is one, and is asked for again while it cannot', async () => {
    vi.stubGlobal('navigator', {})
    await keep(draft('a'))
    const worker = await letIn('1')
    const post = new Post()
    post.says = () => Promise.reject(new TypeError('Failed to fetch'))
    await expect(worker.fire('sync', { tag: 'outbox' })).rejects.toThrow()
    await worker.fire('sync', { tag: 'something else' })
    expect(post.arrived).toHaveLength(1)
    post.says = null
    await worker.fire('sync', { tag: 'outbox' })
    expect(post.kept.has('/api/feedback/a')).toBe(true)
  })
})

describe('a push', () => {
  beforeEach(() => keepKnock(null))

  const payload = (changes: object = {}) =>
    JSON.stringify({ v: 1, topic: 'consultations', tag: 'x1', link: '/me/notices', ...changes })

  it('shows one notification that says no more than of which topic, and tells the open windows', async () => {
    const worker = await letIn('1')
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
      const worker = await letIn('1')
      const [title, options] = (await worker.pushed(text)) ?? []
      expect(title).toBe('您有一条新通知')
      expect(options).not.toHaveProperty('tag')
      expect(options?.data).toEqual({ link: '/me/notices' })
    },
  )

  it('speaks English where the phone does', async () => {
    await keepKnock({ ...KNOCK, language: 'en' })
    const worker = await letIn('1')
    const [title, options] = (await worker.pushed(payload())) ?? []
    expect([title, options?.lang]).toEqual(['A new notice about a meeting', 'en'])
  })

  it('opens its page in a window that is open, the visible one first', async () => {
    const worker = await letIn('1')
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
    const worker = await letIn('1')
    await worker.clicked(link)
    expect(worker.clients.openWindow).toHaveBeenCalledWith(opened)
  })
})

describe('a phone whose address the browser took away', () => {
  const CHANGED = 'pushsubscriptionchange'

  it('gets another, and the server hears of it at once where the phone is nobody’s', async () => {
    await keepKnock(KNOCK)
    const worker = await letIn('1')
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
    const worker = await letIn('1')
    worker.windows = [new OpenWindow()]
    const post = new Post()
    await worker.fire(CHANGED)
    expect(post.arrived).toEqual([])
    expect(worker.windows[0]?.postMessage).toHaveBeenCalledWith({ is: 'subscribe' })
    expect((await heldKnock())?.renewedAt).toBe(0)
  })

  it('stays silent where reminders are off', async () => {
    await keepKnock({ ...KNOCK, leaving: true })
    const worker = await letIn('1')
    await worker.fire(CHANGED)
    expect(worker.registration.pushManager.subscribe).not.toHaveBeenCalled()
  })
})
