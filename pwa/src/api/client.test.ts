import { beforeEach, describe, expect, it, vi } from 'vitest'
import { LI, SessionServer, stubPhone } from '../store/sessionMaker.ts'

const REFRESH = '/api/session/refresh'

interface Asked {
  path: string
  method: string
  token: string | null
  actingFor: string | null
}

let asked: Asked[]
let answers: (path: string, token: string | null) => Response
let server: SessionServer
/** Told when a request is on its way, which nobody answers; null where all are answered. */
let hangs: (() => void) | null

/** The app as it opens, signed in or not. */
async function opened(signedIn = true) {
  server = new SessionServer()
  asked = []
  stubPhone(server, signedIn ? { 'xiangyi.who': JSON.stringify({ is: 'in', me: LI }) } : {})
  vi.stubGlobal('sessionStorage', localStorage)
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (path.startsWith('/api/session')) return server.answer(path, init)
    const headers = new Headers(init.headers)
    const token = headers.get('authorization')
    asked.push({ path, method: init.method ?? 'GET', token, actingFor: headers.get('x-acting-for') })
    if (!hangs) return answers(path, token)
    return new Promise<Response>((_, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      hangs?.()
    })
  })
  vi.resetModules()
  return {
    ...(await import('./client.ts')),
    ...(await import('../store/acting.ts')),
    ...(await import('../store/session.ts')),
  }
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  })

beforeEach(() => {
  answers = () => json({ items: [] })
  hangs = null
})

describe('a call', () => {
  it('fills in its address and leaves out what is not asked', async () => {
    const { call } = await opened(false)
    await call('get', '/api/divisions', { query: { q: '芙蓉 区', limit: 6, parent: null } })
    await call('get', '/api/divisions/{key}', { path: { key: 'nbs:430102' } })
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/divisions?q=%E8%8A%99%E8%93%89+%E5%8C%BA&limit=6',
      '/api/divisions/nbs%3A430102',
    ])
  })

  it('goes as nobody where nobody is signed in', async () => {
    const { call } = await opened(false)
    await call('get', '/api/divisions')
    expect(asked[0]?.token).toBeNull()
    expect(server.asked).toEqual([])
  })

  it('goes once more with a new token where the server would not take the old one', async () => {
    const { call } = await opened()
    answers = (_, token) =>
      token === 'Bearer token 2' ? json({ items: [] }) : json({ code: 'sign_in_needed' }, 401)
    expect(await call('get', '/api/me/devices')).toEqual({ is: 'done', value: { items: [] } })
    expect(server.asked).toEqual([`POST ${REFRESH}`, `POST ${REFRESH}`])
  })

  it('is not sent as nobody while the token cannot be had', async () => {
    const { call } = await opened()
    vi.stubGlobal('navigator', { ...navigator, onLine: false })
    expect(await call('get', '/api/me/devices')).toEqual({ is: 'offline' })
    expect(asked).toEqual([])
  })

  it('is given up on its way when whoever sent it leaves', async () => {
    const { call, signOut } = await opened()
    const underWay = new Promise<void>((resolve) => {
      hangs = resolve
    })
    const reply = call('get', '/api/me/devices')
    await underWay
    await signOut(async () => undefined)
    expect(await reply).toEqual({ is: 'offline' })
  })

  it('tells a refusal from a page that somebody else sends', async () => {
    const { call } = await opened(false)
    answers = () => json({ code: 'role_missing', status: 403, facts: { roles: ['clerk'] } }, 403)
    expect(await call('get', '/api/roles')).toMatchObject({
      is: 'refused',
      problem: { code: 'role_missing' },
    })
    answers = () => new Response('<h1>Wi-Fi</h1>', { status: 200 })
    expect(await call('get', '/api/roles')).toEqual({ is: 'offline' })
  })
})

describe('acting for somebody', () => {
  it('asks for whom a page names, also where the clerk acts for somebody else by then', async () => {
    const { call, actFor } = await opened()
    actFor({ account: 'grandpa', by: LI.id, name: '李**' })
    await call('get', '/api/me/benefits', { actingFor: 'grandma' })
    const path = { voucher_id: '1' }
    await call('put', '/api/vouchers/{voucher_id}/cancellation', { path, actingFor: 'grandma' })
    expect(asked.map(({ actingFor }) => actingFor)).toEqual(['grandma', 'grandma'])
  })

  it('marks what is written for them, and nothing of the clerk’s own', async () => {
    const { call, actFor } = await opened()
    actFor({ account: 'grandma', by: LI.id, name: '王**' })
    const said = { path: { feedback_id: '1' }, body: { kind: 'suggestion' as const, words: '.' } }
    await call('put', '/api/feedback/{feedback_id}', said)
    await call('put', '/api/me/deletion')
    await call('get', '/api/feedback')
    expect(asked.map(({ method, path, actingFor }) => `${method} ${path} ${actingFor}`)).toEqual([
      'PUT /api/feedback/1 grandma',
      'PUT /api/me/deletion null',
      'GET /api/feedback null',
    ])
  })
})
