import { afterEach, expect, it, vi } from 'vitest'
import { problemOf } from './problems.ts'
import { fetchStation } from './stations.ts'

const problem = {
  type: '/problems/station_not_found',
  status: 404,
  code: 'station_not_found',
  facts: { station: 'X' },
}

function answering(body: unknown, status: number, type: string): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })
}

function ask(answer: Response) {
  vi.stubGlobal('fetch', async () => answer)
  return fetchStation('X', new AbortController().signal)
}

afterEach(() => vi.unstubAllGlobals())

it('reads the code and the facts of a refusal', async () => {
  expect(await problemOf(answering(problem, 404, 'application/problem+json; charset=utf-8'))).toEqual(problem)
})

it('takes a page of somebody else for no refusal of ours', async () => {
  expect(await problemOf(answering(problem, 502, 'text/html'))).toBeNull()
  expect(await problemOf(answering({ title: 'Bad gateway' }, 502, 'application/problem+json'))).toBeNull()
  const broken = new Response('<html>', {
    status: 502,
    headers: { 'content-type': 'application/problem+json' },
  })
  expect(await problemOf(broken)).toBeNull()
})

it('hands on why the server refused a station', async () => {
  const refused = answering(problem, 404, 'application/problem+json')
  expect(await ask(refused)).toEqual({ is: 'refused', problem })
})

it('takes an answer that is not ours for a network that leads nowhere', async () => {
  expect(await ask(answering({}, 511, 'text/html'))).toEqual({ is: 'offline' })
  expect(await ask(new Response('<html>sign in</html>', { status: 200 }))).toEqual({ is: 'offline' })
})

it('knows a lost network', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch')
  })
  expect(await fetchStation('X', new AbortController().signal)).toEqual({ is: 'offline' })
})
