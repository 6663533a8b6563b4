/**
 * The phone's memory: one IndexedDB database, whose versions are named after what each brought.
 *
 * A layer of our own over the browser's requests, because a whole library for it would be a fortieth of
 * what a first visit may weigh.
 */
import type { LiveHalf, PackEntry, SlowHalf } from './halves.ts'
import type { KeptNotice } from './notices.ts'
import type { Write } from './outbox.ts'
import type { MadeReport } from './reports.ts'
import type { Said } from './said.ts'

/** A file as it came, under the path that named this very content. */
export interface KeptFile {
  path: string
  text: string
  /** Of what is said to be old after a while: when it was last known to be the newest, in epoch milliseconds. */
  newestAt?: number
}

export interface Favourite {
  id: string
  addedAt: number
  /** What is told of it where its prefecture is not held; what was starred before 2026-11-25 may lack it. */
  facts?: FavouriteFacts
}

/** Enough to recognise a station and to find the way: WGS-84 degrees. */
export interface FavouriteFacts {
  name: string
  address: string
  street: string
  county: string
  prefecture: string
  lon: number
  lat: number
}

interface Stores {
  /** Files of which there is one each: the index's facts, the special days, the places. */
  files: KeptFile
  /** What is held, one small entry a prefecture. */
  packs: PackEntry
  slow: SlowHalf
  live: LiveHalf
  favourites: Favourite
  /** What was written here and the server has yet to answer. */
  outbox: Write
  /** What was said of the service on this phone; the server never gives the words back. */
  said: Said
  /** What was reported of stations on this phone, and what came of it when that was last asked. */
  reports: MadeReport
  /** What somebody was told, for thirty days. */
  notices: KeptNotice
}

export type StoreName = keyof Stores

/** Each step takes the database from the version before it; the list only grows. */
const VERSIONS: { name: string; upgrade: (db: IDBDatabase) => void }[] = [
  {
    name: 'packs and favourites',
    upgrade(db) {
      db.createObjectStore('files')
      db.createObjectStore('packs', { keyPath: 'division' })
      db.createObjectStore('slow', { keyPath: 'division' })
      db.createObjectStore('live', { keyPath: 'division' })
      db.createObjectStore('favourites', { keyPath: 'id' })
    },
  },
  {
    name: 'outbox and own feedback',
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'id' })
      db.createObjectStore('said', { keyPath: 'id' })
    },
  },
  {
    name: 'own reports',
    upgrade(db) {
      db.createObjectStore('reports', { keyPath: 'id' })
    },
  },
  {
    name: 'notices',
    upgrade(db) {
      db.createObjectStore('notices', { keyPath: 'id' })
    },
  },
]

/** The stores of one transaction, by name. */
export type Open = <Name extends StoreName>(name: Name) => Store<Stores[Name]>

export interface Store<Kept> {
  get: (key: string) => Promise<Kept | undefined>
  getAll: () => Promise<Kept[]>
  count: () => Promise<number>
  put: (value: Kept, key?: string) => Promise<unknown>
  delete: (key: string) => Promise<unknown>
  clear: () => Promise<unknown>
}

let opened: Promise<IDBDatabase> | null = null

/** Reads from several stores as of one instant. */
export async function reading<T>(names: readonly StoreName[], work: (open: Open) => Promise<T>): Promise<T> {
  const tx = (await database()).transaction([...names], 'readonly')
  return work((name) => storeOf(tx.objectStore(name)))
}

/** Does all of the work or, when any of it fails, nothing. */
export async function writing<T>(names: readonly StoreName[], work: (open: Open) => Promise<T>): Promise<T> {
  // Of what somebody wrote nothing may be lost with the battery; browsers leave the disk time otherwise.
  const durability = names.includes('outbox') ? 'strict' : 'default'
  const tx = (await database()).transaction([...names], 'readwrite', { durability })
  const ended = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(tx.error)
  })
  // A write that is refused where it is called stops no transaction by itself.
  const done = work((name) => storeOf(tx.objectStore(name))).catch((failure: unknown) => {
    if (tx.error === null) tx.abort()
    throw failure
  })
  const [result] = await Promise.all([done, ended])
  return result
}

function storeOf<Kept>(store: IDBObjectStore): Store<Kept> {
  return {
    get: (key) => answer(store.get(key)),
    getAll: () => answer(store.getAll()),
    count: () => answer(store.count()),
    put: (value, key) => answer(store.put(value, key)),
    delete: (key) => answer(store.delete(key)),
    clear: () => answer(store.clear()),
  }
}

function database(): Promise<IDBDatabase> {
  opened ??= open().catch((refused: unknown) => {
    opened = null
    throw refused
  })
  return opened
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('xiangyi', VERSIONS.length)
  request.onupgradeneeded = ({ oldVersion }) => {
    for (const version of VERSIONS.slice(oldVersion)) version.upgrade(request.result)
  }
  const db = await answer(request)
  const letGo = () => {
    opened = null
  }
  // A newer page of the app wants to upgrade: this one lets go, and opens again when it next needs to.
  db.onversionchange = () => {
    db.close()
    letGo()
  }
  db.onclose = letGo
  return db
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
