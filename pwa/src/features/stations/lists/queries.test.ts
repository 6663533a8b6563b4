import { beforeEach, expect, it, vi } from 'vitest'
import { undoBatch } from './queries.ts'

/** What the server answers to each request in turn; null where nobody does. */
let answers: (Response | null)[]
let asked: string[]

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  })

beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', async (_: string, { method }: RequestInit) => {
    asked.push(method ?? '')
    const answer = answers.shift()
    if (!answer) throw new TypeError('nobody answers')
    return answer
  })
})

it('waits on for a batch that is being taken back where a proxy gave up', async () => {
  const undone = { restored: 0, closed: 9_000, changedSince: [], changedSinceCount: 0 }
  const farther = [4_000, 8_000].map((done) => json({ done, steps: 9_000 }))
  answers = [
    new Response('<h1>504</h1>', { status: 504 }),
    farther[0],
    null,
    farther[1],
    json(undone),
  ] as Response[]
  expect(await undoBatch('one')).toEqual({ is: 'done', value: undone })
  expect(asked).toEqual(['POST', 'GET', 'POST', 'GET', 'POST'])
})

it('says that there is no network where the server cannot be asked how far it is', async () => {
  answers = [null, null]
  expect(await undoBatch('one')).toEqual({ is: 'offline' })
  expect(asked).toEqual(['POST', 'GET'])
})

it('gives the phone time for the answer', async () => {
  vi.useFakeTimers()
  const stopped = vi.fn()
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    signal?.addEventListener('abort', stopped)
    return new Promise(() => undefined)
  })
  void undoBatch('one')
  await vi.advanceTimersByTimeAsync(300_000)
  expect(stopped).not.toHaveBeenCalled()
  vi.useRealTimers()
})
