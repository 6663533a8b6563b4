/**
 * The app without a network: its files in a cache of their own for each build, and nothing else.
 *
 * Packs and the API pass by untouched (the page keeps packs in IndexedDB). A new build fills its cache
 * and waits; the page offers it, and only "skip-waiting" lets it in. The files of the build before it
 * stay, for tabs that are still open on it. What is written without a network goes out as soon as there is one,
 * even when no page is open.
 */
import { drain } from '../store/sending.ts'
import { open, show, subscribeAgain } from './knocks.ts'

declare const self: ServiceWorkerGlobalScope
/** Background Sync is no standard yet, so the library lacks it. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string
}
/** Put in by the build: the paths of the shell, and a fingerprint of the whole build. */
declare const __PRECACHE__: readonly string[]
declare const __VERSION__: string

const SHELL = __PRECACHE__
const PREFIX = 'app-'
const MINE = PREFIX + __VERSION__
/** Which builds were let in, the latest first: a note in a cache that is never swept. */
const LOG = 'builds'
const KEPT = 2
const PASS_BY = /^\/(?:api|packs|schema|health|media|metrics)(?:\/|$)/
const HASHED = '/assets/'

self.addEventListener('install', (event) => event.waitUntil(fill()))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))
self.addEventListener('message', (event) => {
  if (event.data === 'skip-waiting') event.waitUntil(self.skipWaiting())
})
self.addEventListener('sync', (event) => {
  if ((event as SyncEvent).tag === 'outbox') (event as SyncEvent).waitUntil(sendOutbox())
})
self.addEventListener('push', (event) => event.waitUntil(show(event.data)))
self.addEventListener('notificationclick', (event) => event.waitUntil(open(event.notification)))
// The library gives it no event of its own; browsers do.
self.addEventListener('pushsubscriptionchange', (event) =>
  (event as ExtendableEvent).waitUntil(subscribeAgain()),
)
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== self.location.origin || PASS_BY.test(pathname)) return
  // An address without a file ending is one of the app's pages, whatever it says.
  if (mode === 'navigate') {
    if (!pathname.slice(pathname.lastIndexOf('/')).includes('.')) event.respondWith(page(event.request))
  } else if (pathname.startsWith(HASHED) || SHELL.includes(pathname)) {
    event.respondWith(piece(event.request, pathname))
  }
})

async function fill(): Promise<void> {
  const cache = await caches.open(MINE)
  await Promise.all(
    SHELL.map(async (path) => {
      // A hashed file that an earlier build has too need not travel twice.
      const had = path.startsWith(HASHED) ? await caches.match(path) : undefined
      await cache.put(path, had ?? (await whole(path)))
    }),
  )
}

async function whole(path: string): Promise<Response> {
  const response = await fetch(path, { cache: path.startsWith(HASHED) ? 'default' : 'reload' })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response
}

async function takeOver(): Promise<void> {
  const log = await caches.open(LOG)
  const before = (await (await log.match('/'))?.json().catch(() => [])) as string[] | undefined
  const builds = [MINE, ...(before ?? []).filter((name) => name !== MINE)].slice(0, KEPT)
  await log.put('/', new Response(JSON.stringify(builds)))
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !builds.includes(name))
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
}

async function page(request: Request): Promise<Response> {
  return (await (await caches.open(MINE)).match('/')) ?? fetch(request)
}

async function piece(request: Request, pathname: string): Promise<Response> {
  const cache = await caches.open(MINE)
  const held = (await cache.match(pathname)) ?? (await fromBefore(pathname))
  if (held) return held
  const response = await fetch(request)
  if (response.ok && pathname.startsWith(HASHED)) await cache.put(pathname, response.clone())
  return response
}

/** A file of the build before, for a tab that still runs it. */
async function fromBefore(pathname: string): Promise<Response | undefined> {
  return pathname.startsWith(HASHED) ? caches.match(pathname) : undefined
}

/** Sends what needs no sign-in, whose token only a page has. What still waits has the browser ask again later. */
async function sendOutbox(): Promise<void> {
  const { online, nextAt } = await drain({ account: () => undefined, token: async () => null })
  if (!online || nextAt !== null) throw new Error('something still waits')
}
