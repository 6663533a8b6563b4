import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import vectors from '../../../../../static/vectors/codes.json'
import { writing } from '../../../store/database.ts'
import { mintId } from '../../../store/ids.ts'
import { stubStorage } from '../../../store/makers.ts'
import { writes } from '../../../store/outbox.ts'
import { LI } from '../../../store/sessionMaker.ts'
import { become } from '../../../store/who.ts'
import { keepScan, tick } from './commands.ts'
import { sendScan, sendTick } from './unkept.ts'

const token = vectors.cases[0]?.token ?? ''

/** What arrived at the server, while it can be reached. */
let arrived: { path: string; key: string | null; body: unknown }[] = []

beforeEach(async () => {
  await writing(['outbox'], (open) => open('outbox').clear())
  stubStorage()
  become({ is: 'in', me: LI })
  arrived = []
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (path === '/api/session/refresh')
      return Response.json({ accessToken: 'a', expiresAt: '2099-01-01T00:00:00Z', me: LI, note: '' })
    if (!/^\/api\/(scans|shifts)\//.test(path)) return Response.json({})
    const key = new Headers(init.headers).get('x-device-key')
    arrived.push({ path, key, body: JSON.parse(String(init.body)) })
    return Response.json({ phase: 'in' })
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** From now on nothing more fits into these stores. */
function fill(...stores: string[]): void {
  const put = IDBObjectStore.prototype.put
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...given: Parameters<typeof put>
  ) {
    if (stores.includes(this.name)) throw new DOMException('full', 'QuotaExceededError')
    return put.apply(this, given)
  })
}

it('says of a scan that a full phone could not keep it', async () => {
  fill('outbox')
  await expect(keepScan('签到', { token })).rejects.toThrow('full')
  expect(await writes()).toEqual([])
})

it('sends what cannot be kept at once, as the phone that it is', async () => {
  await keepScan('签到', { token })
  const [kept] = await writes()
  fill('outbox')
  const id = mintId()
  expect(await sendScan(id, { token })).toEqual({ is: 'done', value: { phase: 'in' } })
  expect(arrived).toEqual([{ path: `/api/scans/${id}`, key: kept?.deviceKey, body: { token } }])
})

it('sends it nameless from a phone that was full before it had a name', async () => {
  await writing(['files'], (open) => open('files').clear())
  fill('outbox', 'files')
  expect((await sendScan(mintId(), { token })).is).toBe('done')
  expect(arrived).toMatchObject([{ key: null }])
})

it('says that nobody could be reached, so that it is sent again', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  expect(await sendScan(mintId(), { token })).toEqual({ is: 'offline' })
})

it('lets an earlier tick that has not left go where a full phone cannot keep the next one, and sends that', async () => {
  await tick('shift', 'seat', '王*', true)
  fill('outbox')
  await expect(tick('shift', 'seat', '王*', false)).rejects.toThrow('full')
  expect(await writes()).toEqual([])
  const said = { there: false, at: new Date().toISOString() }
  expect((await sendTick('shift', 'seat', said)).is).toBe('done')
  expect(arrived).toMatchObject([{ path: '/api/shifts/shift/ticks/seat', body: said }])
})
