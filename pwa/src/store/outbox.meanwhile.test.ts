import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { writing } from './database.ts'
import { change, discard, keep, letGoLeft, subscribe, writeOf, writes } from './outbox.ts'
import { answers, draft, Locks, NOBODY, Post } from './post.ts'
import { drain } from './sending.ts'
import { stillWrite } from './writers.ts'

let post: Post

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  await writing(['outbox'], (open) => open('outbox').clear())
  post = new Post()
})

describe('what changes meanwhile', () => {
  it('is not overwritten by the answer to what was before', async () => {
    await keep(draft('a'), 1)
    post.says = async () => {
      await keep(draft('a', { body: { words: 'changed on the way' } }), 2)
      post.says = null
      return answers.ok()
    }
    await drain(NOBODY)
    expect(post.kept.get('/api/feedback/a')).toEqual({ words: 'changed on the way' })
  })

  it('is told to whoever shows the list', async () => {
    const heard: string[] = []
    const stop = subscribe((news) => heard.push(news.is === 'sending' ? `sending ${news.id}` : news.is))
    await keep(draft('a'))
    await drain(NOBODY)
    stop()
    expect(heard).toEqual(['kept', 'sending a', 'changed', 'sending null'])
  })

  it('stays away once it was given up', async () => {
    await keep(draft('a'))
    const [write] = await writes()
    await discard('a')
    expect(write && (await change(write, { state: 'refused' }))).toBe(false)
    expect(await writes()).toEqual([])
  })
})

it('lets go of what was held back once the page that wrote it is gone at last', async () => {
  await keep(draft('a', { notBefore: Number.MAX_SAFE_INTEGER }), 1)
  const gone = stillWrite('a')
  await letGoLeft()
  expect((await writeOf('a'))?.notBefore).toBe(Number.MAX_SAFE_INTEGER)
  gone()
  await vi.waitFor(async () => expect((await writeOf('a'))?.notBefore).toBe(0))
})

it('lets go of what nobody writes any more, whenever the clock of the phone says it was written', async () => {
  await keep(draft('a', { notBefore: Number.MAX_SAFE_INTEGER }), 2)
  await letGoLeft(1)
  expect((await writeOf('a'))?.notBefore).toBe(0)
})
