import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { list } from './favourites.ts'
import { keep, writes } from './outbox.ts'
import { draft } from './post.ts'
import { madeReports } from './reports.ts'
import { allSaid } from './said.ts'

/** The database as the first version of the app made it. */
function madeByTheFirst(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('xiangyi', 1)
    request.onupgradeneeded = () => {
      const db = request.result
      db.createObjectStore('files')
      for (const name of ['packs', 'slow', 'live']) db.createObjectStore(name, { keyPath: 'division' })
      db.createObjectStore('favourites', { keyPath: 'id' }).put({ id: 'AAAAAAAA', addedAt: 1 })
    }
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
    request.onerror = () => reject(request.error)
  })
}

it('gives an older phone an outbox and takes nothing from it', async () => {
  await madeByTheFirst()
  expect((await list()).map(({ id }) => id)).toEqual(['AAAAAAAA'])
  await keep(draft('a'))
  expect(await writes()).toHaveLength(1)
  expect(await allSaid()).toEqual([])
  expect(await madeReports()).toEqual([])
})
