import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reading, storeNames, writing } from './database.ts'
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
  await writing(['files'], (open) => open('files').put({ path: 'days.json', text: '{}' }, 'days'))
  await forgetEverything()
  expect(get().theme).toBe('auto')
  for (const name of storeNames()) expect(await reading([name], (open) => open(name).count())).toBe(0)
  expect(await toggle('AAAAAAAA')).toBe(true)
})

it('lets go when a newer page of the app wants the database, and opens it again', async () => {
  await toggle('AAAAAAAA')
  // Deleting waits, as an upgrade does, until nobody holds the database any more.
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('xiangyi')
    request.onsuccess = resolve
    request.onblocked = () => reject(new Error('still held'))
  })
  expect(await list()).toEqual([])
})

describe('a write that fails in its middle', () => {
  it('keeps nothing, where the value is refused', async () => {
    const half = writing(['favourites'], async (open) => {
      await open('favourites').put({ id: 'AAAAAAAA', addedAt: 1 })
      await open('favourites').put({ addedAt: 1 } as never)
    })
    await expect(half).rejects.toThrow(/requirements/)
    expect(await list()).toEqual([])
  })

  it('keeps nothing, where the disk is full', async () => {
    const half = writing(['favourites'], async (open) => {
      await open('favourites').put({ id: 'AAAAAAAA', addedAt: 1 })
      throw new DOMException('full', 'QuotaExceededError')
    })
    await expect(half).rejects.toThrow('full')
    expect(await list()).toEqual([])
  })
})
