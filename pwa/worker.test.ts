import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { keep } from './src/store/outbox.ts'
import { draft, Post } from './src/store/post.ts'
import { Scope, start } from './worker.maker.ts'

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

class Worker extends Scope {
  clients = { claim: vi.fn(async () => undefined) }
  skipWaiting = vi.fn(async () => undefined)

  get(path: string, mode = 'cors', method = 'GET'): Promise<Response | undefined> {
    const url = new URL(path, this.location.origin).href
    return this.fire('fetch', { request: { url, mode, method } })
  }
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

async function installed(
  version: string,
  shell = ['/', `/assets/app-${version}.js`, '/icon.svg'],
): Promise<Worker> {
  const worker = await start(new Worker(), version, shell)
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
