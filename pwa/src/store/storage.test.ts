import 'fake-indexeddb/auto'
import { deleteDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { database } from './database.ts'
import { has, list, toggle } from './favourites.ts'
import { stubStorage } from './makers.ts'
import { get, set } from './settings.ts'
import { askPersistence, estimate, forgetEverything } from './storage.ts'

beforeEach(async () => {
  stubStorage()
  await forgetEverything()
})

describe('favourites', () => {
  it('come back with the latest first, and go when they are touched again', async () => {
    expect(await toggle('AAAAAAAA', new Date(1))).toBe(true)
    expect(await toggle('ZZZZZZZZ', new Date(3))).toBe(true)
    expect(await toggle('BBBBBBBB', new Date(2))).toBe(true)
    expect(await list()).toEqual(['ZZZZZZZZ', 'BBBBBBBB', 'AAAAAAAA'])
    expect(await toggle('BBBBBBBB')).toBe(false)
    expect(await list()).toEqual(['ZZZZZZZZ', 'AAAAAAAA'])
    expect([await has('AAAAAAAA'), await has('BBBBBBBB')]).toEqual([true, false])
  })
})

describe('leave to remember', () => {
  it('is asked for once', async () => {
    const persist = vi.fn(async () => true)
    vi.stubGlobal('navigator', { storage: { persisted: async () => false, persist } })
    expect(await askPersistence()).toBe(true)
    vi.stubGlobal('navigator', { storage: { persisted: async () => true, persist } })
    expect(await askPersistence()).toBe(true)
    expect(persist).toHaveBeenCalledTimes(1)
  })

  it('is not had where the browser knows no such thing', async () => {
    vi.stubGlobal('navigator', {})
    expect([await askPersistence(), await estimate()]).toEqual([false, null])
  })

  it('says how much is used', async () => {
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ usage: 5, quota: 9 }) } })
    expect(await estimate()).toEqual({ usage: 5, quota: 9 })
  })
})

it('forgets everything that was kept, and goes on working', async () => {
  await toggle('AAAAAAAA')
  set({ theme: 'dark' })
  const db = await database()
  await db.put('files', { path: 'days.json', text: '{}' }, 'days')
  await forgetEverything()
  expect(get().theme).toBe('auto')
  for (const store of db.objectStoreNames) expect(await db.count(store)).toBe(0)
  expect(await toggle('AAAAAAAA')).toBe(true)
})

it('lets go when a newer page of the app wants the database, and opens it again', async () => {
  const before = await database()
  await deleteDB('xiangyi')
  expect(() => before.transaction('packs')).toThrow()
  expect(await (await database()).count('favourites')).toBe(0)
})
