import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type FavouriteFacts, reading, writing } from './database.ts'
import { has, list, renew, toggle } from './favourites.ts'
import { stubStorage } from './makers.ts'
import { get, set } from './settings.ts'
import { askPersistence, estimate, forgetEverything, storeNames } from './storage.ts'

function starred(id: string, patch: Partial<FavouriteFacts> = {}) {
  const place = { street: '岳塘街道', county: '岳塘区', prefecture: '湘潭市', lon: 112.95, lat: 27.87 }
  return { id, name: '岳塘工会驿站', address: '建设路 3 号', ...place, ...patch }
}

async function kept(): Promise<string[]> {
  return (await list()).map(({ id }) => id)
}

beforeEach(async () => {
  stubStorage()
  await forgetEverything()
})

describe('favourites', () => {
  it('come back with the latest first, and go when they are touched again', async () => {
    expect(await toggle(starred('AAAAAAAA'), new Date(1))).toBe(true)
    expect(await toggle(starred('ZZZZZZZZ'), new Date(3))).toBe(true)
    expect(await toggle(starred('BBBBBBBB'), new Date(2))).toBe(true)
    expect(await kept()).toEqual(['ZZZZZZZZ', 'BBBBBBBB', 'AAAAAAAA'])
    expect(await toggle(starred('BBBBBBBB'))).toBe(false)
    expect(await kept()).toEqual(['ZZZZZZZZ', 'AAAAAAAA'])
    expect([await has('AAAAAAAA'), await has('BBBBBBBB')]).toEqual([true, false])
  })

  it('say what they are without the prefecture they lie in, and nothing that goes stale', async () => {
    await toggle({ ...starred('AAAAAAAA'), confirmedAt: new Date() } as never, new Date(1))
    const { id, ...facts } = starred('AAAAAAAA')
    expect(await list()).toEqual([{ id, addedAt: 1, facts }])
  })

  it('learn a new name, and what those kept by an older version lacked', async () => {
    await toggle(starred('AAAAAAAA'), new Date(1))
    await writing(['favourites'], (open) => open('favourites').put({ id: 'OLDOLD00', addedAt: 2 }))
    await renew([starred('AAAAAAAA', { name: '新名字' }), starred('OLDOLD00'), starred('STRANGER')])
    expect((await list()).map(({ id, addedAt, facts }) => [id, addedAt, facts?.name])).toEqual([
      ['OLDOLD00', 2, '岳塘工会驿站'],
      ['AAAAAAAA', 1, '新名字'],
    ])
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
  await toggle(starred('AAAAAAAA'))
  set({ theme: 'dark' })
  await writing(['files'], (open) => open('files').put({ path: 'days.json', text: '{}' }, 'days'))
  await forgetEverything()
  expect(get().theme).toBe('auto')
  for (const name of storeNames()) expect(await reading([name], (open) => open(name).count())).toBe(0)
  expect(await toggle(starred('AAAAAAAA'))).toBe(true)
})

it('lets go when a newer page of the app wants the database, and opens it again', async () => {
  await toggle(starred('AAAAAAAA'))
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
