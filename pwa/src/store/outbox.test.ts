import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { writing } from './database.ts'
import { change, keep, retry, unsent, type Write, writeOf, writes } from './outbox.ts'
import { answers, draft, Locks, NOBODY, Post, signer } from './post.ts'
import { drain } from './sending.ts'

let post: Post

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  await writing(['outbox'], (open) => open('outbox').clear())
  post = new Post()
})

const states = async () => (await writes()).map(({ id, state }) => `${id} ${state}`)

describe('what is written', () => {
  it('waits until it is sent, goes out in order, and stays in the list for a day', async () => {
    await keep(draft('a'), 1)
    await keep(draft('b'), 2)
    expect(await states()).toEqual(['a waiting', 'b waiting'])
    expect(await unsent()).toBe(2)
    expect(await drain(NOBODY, () => 1000)).toEqual({ online: true, nextAt: null })
    expect(post.paths).toEqual(['/api/feedback/a', '/api/feedback/b'])
    expect(await states()).toEqual(['a sent', 'b sent'])
    expect(await writeOf('a')).toMatchObject({ body: null, sentAt: 1000 })
    await drain(NOBODY, () => 1000 + 25 * 3_600_000)
    expect(await states()).toEqual([])
  })

  it('waits without a network, and loses nothing', async () => {
    await keep(draft('a'))
    await keep(draft('b', { kind: 'report' }))
    post.says = () => Promise.reject(new TypeError('Failed to fetch'))
    expect((await drain(NOBODY)).online).toBe(false)
    expect(post.paths, 'one try tells it').toEqual(['/api/feedback/a'])
    expect(await states()).toEqual(['a waiting', 'b waiting'])
  })

  it('is sent again with the same id when the answer was lost, and done once', async () => {
    await keep(draft('a'))
    post.says = (path) => {
      post.kept.set(path, 'it arrived')
      return Promise.reject(new TypeError('connection lost'))
    }
    await drain(NOBODY)
    post.says = null
    await drain(NOBODY)
    expect(post.arrived[0]).toEqual(post.arrived[1])
    expect(post.kept.size).toBe(1)
    expect(await states()).toEqual(['a sent'])
  })

  it('is not believed to have arrived where a captive portal says 200', async () => {
    await keep(draft('a'))
    await keep(draft('b', { kind: 'report' }))
    post.says = (path) => (path.endsWith('a') ? answers.portal() : null)
    expect((await drain(NOBODY)).online).toBe(false)
    expect(await states()).toEqual(['a waiting', 'b sent'])
  })

  it("is not given up for a gateway's own page", async () => {
    await keep(draft('a'))
    post.says = () => answers.portal(413)
    await drain(NOBODY)
    expect(await states()).toEqual(['a waiting'])
  })
})

describe('a killed browser', () => {
  it('keeps what was on its way, and the next one sends it under the same id', async () => {
    await keep(draft('a'))
    let reached: () => void
    const underWay = new Promise<void>((resolve) => {
      reached = resolve
    })
    post.says = () => {
      reached()
      return new Promise(() => undefined)
    }
    void drain(NOBODY)
    await underWay
    // Killed: nothing of it runs on, and the phone takes its lock back.
    vi.resetModules()
    vi.stubGlobal('navigator', { locks: new Locks() })
    post.says = null
    const [fresh, { drain: drainAfresh }] = [await import('./outbox.ts'), await import('./sending.ts')]
    expect((await fresh.writes()).map(({ state }) => state)).toEqual(['waiting'])
    await drainAfresh(NOBODY)
    expect(post.paths).toEqual(['/api/feedback/a', '/api/feedback/a'])
    expect((await fresh.writes()).map(({ state }) => state)).toEqual(['sent'])
  })

  it('had two tabs that drained at once: each write went out once', async () => {
    for (const id of ['a', 'b', 'c']) await keep(draft(id))
    vi.resetModules()
    const other = await import('./sending.ts')
    await Promise.all([drain(NOBODY), other.drain(NOBODY), drain(NOBODY)])
    expect(post.paths).toEqual(['/api/feedback/a', '/api/feedback/b', '/api/feedback/c'])
  })

  it('is never waited for by a browser without locks', async () => {
    vi.stubGlobal('navigator', {})
    for (const id of ['a', 'b']) await keep(draft(id))
    await Promise.all([drain(NOBODY), drain(NOBODY)])
    expect(post.paths).toEqual(['/api/feedback/a', '/api/feedback/b'])
  })
})

describe('a sign-in that is over', () => {
  const mine = draft('a', { needsSignIn: true, account: 'me' })

  it('makes a write wait and deletes nothing', async () => {
    await keep(mine)
    post.says = () => answers.refused('sign_in_needed', 401)
    await drain(signer('me', 'old'))
    await drain(signer(null))
    expect(await writeOf('a')).toMatchObject({ state: 'waiting', waitsForSignIn: true, body: { words: 'a' } })
    post.says = null
    await drain(signer('me', 'new'))
    expect(post.arrived.at(-1)?.token).toBe('new')
    expect(await states()).toEqual(['a sent'])
  })

  it('is renewed once when the server no longer takes the token', async () => {
    await keep(mine)
    post.says = (_, token) => (token === 'old' ? answers.refused('sign_in_needed', 401) : null)
    await drain(signer('me', 'old', 'new'))
    expect(post.arrived.map(({ token }) => token)).toEqual(['old', 'new'])
    expect(await states()).toEqual(['a sent'])
  })

  it('holds up nobody else, and what needs no sign-in goes out', async () => {
    await keep(mine)
    await keep(draft('b'))
    await drain(NOBODY)
    expect(post.paths).toEqual(['/api/feedback/b'])
    expect(post.arrived[0]?.token).toBeNull()
  })

  it("never sends one person's words as another's", async () => {
    await keep(mine)
    await keep(draft('b', { account: 'me' }))
    await drain(signer('somebody else', 'theirs'))
    expect(post.arrived).toEqual([])
    expect(await states()).toEqual(['a waiting', 'b waiting'])
  })

  it('lets what the phone may say too go as the phone, once whoever wrote it is signed in no more', async () => {
    for (const id of ['a', 'b', 'c', 'd'])
      await keep(draft(id, { account: 'me', deviceKey: 'key', path: `/${id}` }))
    const later = async (id: string) =>
      change((await writeOf(id)) as Write, { notBefore: Date.now() + 60_000 })
    for (const id of ['b', 'c', 'd']) await later(id)
    await drain(signer(null))
    expect(post.arrived.map(({ token, deviceKey }) => [token, deviceKey])).toEqual([[null, 'key']])
    await retry((await writeOf('b')) as Write)
    await drain(signer('somebody else', 'theirs'))
    await retry((await writeOf('c')) as Write)
    await drain(signer('me', null))
    await retry((await writeOf('d')) as Write)
    await drain(signer('me', 'mine'))
    expect(post.arrived.map(({ path, token }) => [path, token])).toEqual([
      ['/a', null],
      ['/b', null],
      ['/c', null],
      ['/d', 'mine'],
    ])
    for (const { account } of await writes()) expect(account, 'nobody else sees it here').toBe('me')
  })

  it('never sends with the token of whoever signed in while it was about to leave', async () => {
    await keep(draft('a', { account: 'me', needsSignIn: true }))
    let now = 'me'
    const changing = {
      account: () => now,
      token: async () => {
        now = 'somebody else'
        return 'theirs'
      },
    }
    await drain(changing)
    expect(post.arrived).toEqual([])
  })

  it('sends what was written before signing in as whoever then signs in', async () => {
    await keep(draft('a', { needsSignIn: true }))
    await drain(NOBODY)
    expect(await writeOf('a')).toMatchObject({ waitsForSignIn: true, account: null })
    await drain(signer('me', 'token'))
    expect(post.arrived[0]?.token).toBe('token')
    expect(await writeOf('a')).toMatchObject({ state: 'sent', account: 'me' })
  })

  it('is not guessed at by the worker, which leaves such writes alone', async () => {
    await keep(mine)
    await keep(draft('b'))
    await drain({ account: () => undefined, token: async () => null })
    expect(await writeOf('a')).toMatchObject({ state: 'waiting', waitsForSignIn: false })
    expect(post.paths).toEqual(['/api/feedback/b'])
  })

  it('waits without a network where the token cannot be renewed', async () => {
    await keep(mine)
    const drained = await drain({ account: () => 'me', token: () => Promise.reject(new Error('offline')) })
    expect(drained.online).toBe(false)
    expect(await writeOf('a')).toMatchObject({ state: 'waiting', waitsForSignIn: false })
  })
})
