import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { stubStorage } from '../../../store/makers.ts'
import { change, discard, type Write, writes } from '../../../store/outbox.ts'
import { LI } from '../../../store/sessionMaker.ts'
import { become } from '../../../store/who.ts'
import { failedOf, isMistimed, judge, offerAgain, takeIn, unsettled } from './judging.ts'
import { fetchMorning, type Morning } from './list.ts'
import { BENEFIT, Signer, VOUCHER } from './making.ts'

const MORNING = Date.parse('2026-11-26T00:00:00Z')
const HOUR = 3_600_000
let server: Signer
/** What the server's clock says. */
let now = MORNING

beforeEach(async () => {
  server = await Signer.make()
  now = MORNING
  stubStorage()
  become({ is: 'in', me: LI })
  for (const { id } of await writes()) await discard(id)
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('fetch', async (path: string) =>
    path === '/api/counter/list'
      ? Response.json({ key: server.key, signed: await list() })
      : Response.json({ accessToken: 'a', expiresAt: '2099-01-01T00:00:00Z', me: LI, note: '' }),
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function list(): Promise<string> {
  const { benefits, ended, most, providers } = server.morning()
  const at = { at: new Date(now).toISOString(), until: new Date(now + 24 * HOUR).toISOString() }
  const content = { ...at, benefits, deployment: 'd', ended, most, own: [], providers }
  return server.sign(JSON.stringify(content), { typ: 'xiangyi-counter', kid: server.key.kid })
}

/** Both clocks go on so far, the phone's by something else where it is set. */
function pass(ms: number, phone: number = ms): void {
  now += ms
  vi.setSystemTime(Date.now() + phone)
}

async function fetched(phone: number): Promise<Morning> {
  vi.setSystemTime(phone)
  const morning = await fetchMorning()
  if (!morning) throw new Error('there is no list')
  return morning
}

async function because(morning: Morning): Promise<string | null> {
  return (await judge(await server.voucher(), morning, await writes(), Date.now())).because
}

/** Takes a voucher in, and hears of it what the server says of its phone's clock. */
async function takenIn(morning: Morning, code: 'use_ahead' | 'use_behind'): Promise<Write> {
  const judged = { claims: { b: BENEFIT, p: '王**', v: VOUCHER, x: 0 }, title: '体检' }
  await takeIn(await server.voucher(), judged, morning)
  const [write] = (await writes()) as [Write]
  await change(write, { state: 'refused', refusal: { status: 409, code, facts: {} } })
  return write
}

async function offered(): Promise<string> {
  await offerAgain(await writes())
  const [write] = (await writes()) as [Write]
  expect(write.state).toBe('waiting')
  return (write.body as { usedAt: string }).usedAt
}

it('takes nothing in by a clock that is before the list, or before what it took in last', async () => {
  const morning = await fetched(MORNING)
  pass(HOUR)
  expect(await because(morning)).toBeNull()
  await takeIn(await server.voucher(), { claims: null, title: '体检' }, morning)
  pass(60_000, -30 * 60_000)
  expect(await because(morning)).toBe('behind')
  vi.setSystemTime(Date.parse('2020-01-01T00:00:00Z'))
  expect(await because(morning)).toBe('behind')
})

it('takes nothing in by a clock that was wrong when the list came and has been set since', async () => {
  const morning = await fetched(MORNING - 2 * HOUR)
  expect(await because(morning)).toBeNull()
  pass(60_000, 2 * HOUR)
  expect(await because(morning)).toBe('list_old')
})

it('tells anew, at the time that it was, of what a phone took in whose clock had been put right', async () => {
  const morning = await fetched(MORNING - 2 * HOUR)
  pass(HOUR, 3 * HOUR)
  await takenIn(morning, 'use_ahead')
  pass(HOUR)
  expect(Date.parse(await offered())).toBe(MORNING + HOUR)
})

it('keeps to between the list and now where the clock has been set again', async () => {
  const morning = await fetched(MORNING)
  pass(HOUR, 9 * HOUR)
  await takenIn(morning, 'use_ahead')
  pass(HOUR, -7 * HOUR)
  expect(Date.parse(await offered())).toBe(now)
  const [write] = (await writes()) as [Write]
  await change(write, { of: { ...write.of, again: null }, state: 'refused', refusal: write.refusal })
  await change(write, { refusal: { status: 409, code: 'use_behind', facts: {} } })
  pass(HOUR, -9 * HOUR)
  vi.setSystemTime(Date.now() + 20 * HOUR)
  expect(Date.parse(await offered())).toBe(MORNING)
})

it('tells it as of now where the voucher was not issued yet by then', async () => {
  const morning = await fetched(MORNING)
  await takenIn(morning, 'use_behind')
  pass(HOUR)
  expect(Date.parse(await offered())).toBe(MORNING)
  const [write] = (await writes()) as [Write]
  await change(write, { state: 'refused', refusal: { status: 409, code: 'use_behind', facts: {} } })
  expect(Date.parse(await offered())).toBe(now)
})

it('shows what is told anew as waiting, and not as come to nothing', async () => {
  await takenIn(await fetched(MORNING), 'use_ahead')
  expect((await writes()).map(isMistimed)).toEqual([true])
  expect([unsettled(await writes()).length, failedOf(await writes()).length]).toEqual([1, 0])
  expect(await because(await fetched(MORNING))).toBe('taken_here')
})
