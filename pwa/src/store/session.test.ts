import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LI, openTab, SessionServer, stubPhone, type Tab, WANG } from './sessionMaker.ts'

const SIGNED_IN = JSON.stringify({ is: 'in', me: LI })
const REFRESH = 'POST /api/session/refresh'

let server: SessionServer
let kept: Map<string, string>
let tab: Tab

beforeEach(async () => {
  server = new SessionServer()
  kept = stubPhone(server, { 'xiangyi.who': SIGNED_IN, 'xiangyi.settings': '{"theme":"sun"}' })
  tab = await openTab()
})
afterEach(() => void vi.useRealTimers())

/** Lets the pauses between tries pass at once. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const settled = work.catch(() => undefined)
  await vi.advanceTimersByTimeAsync(60_000)
  await settled
  return work
}

describe('a rider without an account', () => {
  it('asks the server nothing', async () => {
    kept.delete('xiangyi.who')
    const other = await openTab()
    expect(other.who()).toEqual({ is: 'nobody' })
    expect(await other.accessToken()).toBeNull()
    expect(server.asked).toEqual([])
  })
})

describe('an access token', () => {
  it('is renewed once for all who ask at the same time, and kept while it holds', async () => {
    expect(await Promise.all([tab.accessToken(), tab.accessToken()])).toEqual(['token 1', 'token 1'])
    expect(await tab.accessToken()).toBe('token 1')
    expect(server.asked).toEqual([REFRESH])
  })

  it('is renewed shortly before it is over', async () => {
    await tab.accessToken()
    vi.useFakeTimers({ now: Date.now() + 14.6 * 60_000, toFake: ['Date'] })
    expect(await tab.accessToken()).toBe('token 2')
  })

  it('is renewed when the server will not take it', async () => {
    await tab.accessToken()
    expect(await tab.accessToken('token 1')).toBe('token 2')
    expect(await tab.accessToken('token 1')).toBe('token 2')
  })

  it('lasts as long as the server says, however wrong the clock of the phone is', async () => {
    const ours = server.answer.bind(server)
    vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
      const body = await (await ours(path, init)).json()
      const away = new Date('2031-01-01T00:00:00Z')
      return new Response(JSON.stringify({ ...body, expiresAt: new Date(away.getTime() + 900_000) }), {
        headers: { date: away.toUTCString() },
      })
    })
    await tab.accessToken()
    vi.useFakeTimers({ now: Date.now() + 14.6 * 60_000, toFake: ['Date'] })
    expect(await tab.accessToken()).toBe('token 2')
  })
})

describe('two tabs', () => {
  it('renew once when both need it, and share what came', async () => {
    const other = await openTab()
    expect(await Promise.all([tab.accessToken(), other.accessToken()])).toEqual(['token 1', 'token 1'])
    expect(server.asked).toEqual([REFRESH])
  })

  it('each renew without harm where there are no locks', async () => {
    vi.stubGlobal('navigator', { onLine: true })
    vi.stubGlobal('BroadcastChannel', undefined)
    const [one, other] = [await openTab(), await openTab()]
    const both = await Promise.all([one.accessToken(), other.accessToken()])
    expect(both.every((text) => text?.startsWith('token'))).toBe(true)
    expect(server.ended).toBeNull()
  })
})

describe('a lost answer', () => {
  beforeEach(() => void vi.useFakeTimers())

  it('is asked for again at once, and the sign-in goes on', async () => {
    server.lost = 2
    expect(await inTime(tab.accessToken())).toBe('token 1')
    expect(server.asked).toEqual([REFRESH, REFRESH, REFRESH])
    expect(tab.who().is).toBe('in')
  })

  it('is asked for again when the network is back within the minute', async () => {
    const page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    server.lost = 9
    const asked = tab.accessToken()
    asked.catch(() => undefined)
    await vi.advanceTimersByTimeAsync(10_000)
    await expect(asked).rejects.toThrow('could not be renewed')
    server.lost = 0
    page.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(await tab.accessToken()).toBe('token 1')
    expect(server.ended).toBeNull()
  })

  it('leaves who it is, and asks nothing, while there is no network', async () => {
    vi.stubGlobal('navigator', { ...navigator, onLine: false })
    await expect(tab.accessToken()).rejects.toThrow('could not be renewed')
    expect(server.asked).toEqual([])
    expect(tab.who()).toEqual({ is: 'in', me: LI })
  })

  it('is not taken for the end when somebody else answers', async () => {
    vi.stubGlobal('fetch', async () => new Response('<h1>Sign in to the hotel</h1>', { status: 401 }))
    await expect(inTime(tab.accessToken())).rejects.toThrow('could not be renewed')
    expect(tab.who().is).toBe('in')
  })
})

describe('a browser that was killed', () => {
  it('goes on though it lost the cookies of its last half minute', async () => {
    await tab.accessToken()
    await tab.accessToken('token 1')
    server.cookie = 0
    vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ['Date'] })
    expect(await (await openTab()).accessToken()).toBe('token 2')
    expect(server.ended).toBeNull()
  })
})

describe('a sign-in that the server has ended', () => {
  beforeEach(() => {
    server.ended = 'signed_out_elsewhere'
  })

  it('is said with its reason, and leaves all that the phone holds', async () => {
    const { reading } = await import('./database.ts')
    const { list, toggle } = await import('./favourites.ts')
    const facts = { name: '', address: '', street: '', county: '', prefecture: '', lon: 0, lat: 0 }
    await toggle({ id: 'A', ...facts })
    expect(await tab.accessToken()).toBeNull()
    expect(tab.who()).toEqual({ is: 'ended', me: LI, why: 'signed_out_elsewhere' })
    expect((await list()).map(({ id }) => id)).toEqual(['A'])
    expect(await reading(['favourites'], (open) => open('favourites').count())).toBe(1)
    expect(kept.get('xiangyi.settings')).toBe('{"theme":"sun"}')
  })

  it('is not tried again, in this tab or in the next', async () => {
    await tab.accessToken()
    expect(await tab.accessToken()).toBeNull()
    expect(await (await openTab()).accessToken()).toBeNull()
    expect(server.asked).toEqual([REFRESH])
  })
})

describe('a cookie that another page put in the place of ours', () => {
  beforeEach(() => {
    server.me = WANG
  })

  it("ends the sign-in, and makes this phone nobody else's", async () => {
    expect(await tab.accessToken()).toBeNull()
    expect(tab.who()).toEqual({ is: 'ended', me: LI, why: 'other_account' })
    expect(await (await openTab()).accessToken()).toBeNull()
    expect(kept.get('xiangyi.settings')).toBe('{"theme":"sun"}')
  })

  it('is the right one where the person signed in as that other in another tab just now', async () => {
    kept.set('xiangyi.who', JSON.stringify({ is: 'in', me: WANG }))
    expect(await tab.accessToken()).toBe('token 1')
    expect(tab.who()).toEqual({ is: 'in', me: WANG })
  })
})

describe('signing out', () => {
  it('wipes, and tells the server', async () => {
    await tab.accessToken()
    const wipe = vi.fn(async () => undefined)
    expect(await tab.signOut(wipe)).toBe(true)
    expect(wipe).toHaveBeenCalledOnce()
    expect([tab.who(), kept.has('xiangyi.who'), await tab.accessToken()]).toEqual([
      { is: 'nobody' },
      false,
      null,
    ])
    expect(server.ended).toBe('signed_out')
  })

  it('wipes at once without a network, and tells the server when there is one', async () => {
    server.away = true
    const wipe = vi.fn(async () => undefined)
    expect(await tab.signOut(wipe)).toBe(false)
    expect(wipe).toHaveBeenCalledOnce()
    expect(kept.get('xiangyi.who')).toBe('{"is":"leaving"}')
    server.away = false
    const next = await openTab()
    expect(await next.accessToken()).toBeNull()
    expect(server.ended).toBeNull()
    expect(await next.tellOfLeaving()).toBe(true)
    expect([server.ended, kept.has('xiangyi.who')]).toEqual(['signed_out', false])
  })

  it('holds in every other tab', async () => {
    const page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    const other = await openTab()
    await other.accessToken()
    await tab.signOut(async () => undefined)
    page.dispatchEvent(Object.assign(new Event('storage'), { key: 'xiangyi.who' }))
    expect(await other.accessToken()).toBeNull()
    expect(server.asked).toEqual([REFRESH, 'DELETE /api/session'])
  })
})

describe('the note of who it is', () => {
  it.each(['', '{', '7', '{"is":"in"}', '{"is":"in","me":{}}'])(
    'does not stumble over %j',
    async (stored) => {
      kept.set('xiangyi.who', stored)
      expect((await openTab()).who()).toEqual({ is: 'nobody' })
    },
  )
})
