/** The phone's memory: one IndexedDB database, whose versions are named after what each brought. */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb'
import type { LiveHalf, PackEntry, SlowHalf } from './halves.ts'

interface Shape extends DBSchema {
  /** Files of which there is one each: the index's facts, the special days, the places. */
  files: { key: string; value: KeptFile }
  /** What is held, one small entry a prefecture, so that starting reads no pack twice. */
  packs: { key: string; value: PackEntry }
  slow: { key: string; value: SlowHalf }
  live: { key: string; value: LiveHalf }
  favourites: { key: string; value: Favourite; indexes: { addedAt: number } }
}

/** A file as it came, under the path that named this very content. */
export interface KeptFile {
  path: string
  text: string
}

export interface Favourite {
  id: string
  addedAt: number
}

export type Database = IDBPDatabase<Shape>
export type Stores = StoreNames<Shape>
export type Writing = IDBPTransaction<Shape, Stores[], 'readwrite'>

/** Each step takes the database from the version before it; the list only grows. */
const VERSIONS: { name: string; upgrade: (db: Database) => void }[] = [
  {
    name: 'packs and favourites',
    upgrade(db) {
      db.createObjectStore('files')
      db.createObjectStore('packs', { keyPath: 'division' })
      db.createObjectStore('slow', { keyPath: 'division' })
      db.createObjectStore('live', { keyPath: 'division' })
      db.createObjectStore('favourites', { keyPath: 'id' }).createIndex('addedAt', 'addedAt')
    },
  },
]

let opened: Promise<Database> | null = null

export function database(): Promise<Database> {
  opened ??= openDB<Shape>('xiangyi', VERSIONS.length, {
    upgrade(db, from) {
      for (const version of VERSIONS.slice(from)) version.upgrade(db)
    },
    // A newer page of the app wants to upgrade: this one lets go, and opens again when it next needs to.
    blocking: (_current, _blocked, event) => {
      ;(event.target as IDBDatabase).close()
      opened = null
    },
    terminated: () => {
      opened = null
    },
  }).catch((refused: unknown) => {
    opened = null
    throw refused
  })
  return opened
}
