import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { writing } from './database.ts'
import { discard, keep, retry, unsent, type Write, writeOf, writes } from './outbox.ts'
import { answers, draft, Locks, NOBODY, Post } from './post.ts'
import { drain } from './sending.ts'

let post: Post

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  await writing(['outbox'], (open) => open('outbox').clear())
  post = new Post()
})

const states = async () => (await writes()).map(({ id, state }) => `${id} ${state}`)

describe('a busy server', () => {
  it.each([
    ['seconds', '120', 120_000],
    ['nothing sensible', 'soon', 0],
  ])('that says %s is left alone until then', async (_, retryAfter, asked) => {
    await keep(draft('a'))
    await keep(draft('b', { about: 'a …' }), Date.now() + 1)
    await keep(draft('c', { kind: 'report' }))
    post.says = (path) => (path.endsWith('a') ? answers.busy(429, retryAfter) : null)
    const { nextAt } = await drain(NOBODY, () => 1000)
    expect(post.paths, 'of its own kind about the same waits in order, another goes').toEqual([
      '/api/feedback/a',
      '/api/feedback/c',
    ])
    if (asked) expect(nextAt).toBe(1000 + asked)
    else expect(nextAt).toBeGreaterThan(1000)
    post.says = null
    await drain(NOBODY, () => (nextAt ?? 0) - 1)
    expect(post.arrived).toHaveLength(2)
    await drain(NOBODY, () => nextAt ?? 0)
    expect(post.paths.slice(2)).toEqual(['/api/feedback/a', '/api/feedback/b'])
  })

  it('that heard too much of one place hears of another, but not where it has no time at all', async () => {
    await keep(draft('a', { kind: 'report' }))
    await keep(draft('b', { kind: 'report' }), Date.now() + 1)
    post.says = (path) => (path.endsWith('a') ? answers.busy(429, '3600') : null)
    await drain(NOBODY, () => 1000)
    expect(await states()).toEqual(['a waiting', 'b sent'])
    expect((await writes())[0], 'it can say why it waits').toMatchObject({ tooOften: true })
    await keep(draft('c', { kind: 'report' }), Date.now() + 2)
    await keep(draft('d', { kind: 'report' }), Date.now() + 3)
    post.says = () => answers.busy(503)
    await drain(NOBODY, () => 2000)
    expect(post.paths.at(-1)).toBe('/api/feedback/c')
  })

  it('is tried more and more seldom, and at least every half an hour', async () => {
    await keep(draft('a'))
    post.says = () => answers.busy(503)
    const waits: number[] = []
    let now = 0
    for (let time = 0; time < 12; time++) {
      const { nextAt } = await drain(NOBODY, () => now)
      waits.push((nextAt ?? 0) - now)
      now = nextAt ?? 0
    }
    expect(waits[0]).toBeLessThan(20_000)
    expect(waits[4]).toBeGreaterThan((waits[0] ?? 0) * 8)
    expect(Math.max(...waits)).toBeLessThanOrEqual(36 * 60_000)
    expect(await states()).toEqual(['a waiting'])
  })

  it('is asked at once when the person says so', async () => {
    await keep(draft('a'))
    post.says = () => answers.busy(503)
    await drain(NOBODY, () => 1000)
    post.says = null
    const [write] = await writes()
    if (write) await retry(write)
    await drain(NOBODY, () => 1001)
    expect(await states()).toEqual(['a sent'])
  })
})

describe('a refusal', () => {
  beforeEach(async () => {
    await keep(draft('a'))
    await keep(draft('b'), Date.now() + 1)
    post.says = (path) => (path.endsWith('a') ? answers.refused('words_missing', 422) : null)
    await drain(NOBODY)
  })

  it('is kept with its reason until the person decides, and holds up nothing for good', async () => {
    await drain(NOBODY)
    expect(await states()).toEqual(['a refused', 'b sent'])
    expect(await writeOf('a')).toMatchObject({
      refusal: { code: 'words_missing', status: 422 },
      body: { words: 'a' },
    })
    expect(post.paths.filter((path) => path.endsWith('a'))).toHaveLength(1)
    expect(await unsent()).toBe(1)
  })

  it('ends when what was written is changed', async () => {
    post.says = null
    await keep(draft('a', { body: { words: 'better' } }))
    await drain(NOBODY)
    expect(post.kept.get('/api/feedback/a')).toEqual({ words: 'better' })
    expect(await states()).toContain('a sent')
  })

  it('ends when it is given up', async () => {
    await discard('a')
    expect(await states()).toEqual(['b sent'])
  })
})

describe('what the server takes only for a while', () => {
  it('is refused here once that is over, and sent to nobody, however often it is tried', async () => {
    const lapses = { at: 5000, code: 'ticket_lapsed' }
    await keep(draft('a', { lapses }))
    await keep(draft('b', { lapses: { ...lapses, at: 9000 } }), Date.now() + 1)
    await drain(NOBODY, () => 5000)
    expect(post.paths).toEqual(['/api/feedback/b'])
    expect(await writeOf('a')).toMatchObject({ state: 'refused', refusal: { code: 'ticket_lapsed' } })
    await retry((await writeOf('a')) as Write)
    await drain(NOBODY, () => 5001)
    expect(await states()).toEqual(['a refused', 'b sent'])
  })
})
