import 'fake-indexeddb/auto'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { stubStorage } from '../../../store/makers.ts'
import { change, discard, type Write, writes } from '../../../store/outbox.ts'
import { LI } from '../../../store/sessionMaker.ts'
import { become } from '../../../store/who.ts'
import { dropArrived, failedOf, isDouble, judge, takeIn, unsettled, whyFailed } from './judging.ts'
import { isStale, keptMorning, noteUsed } from './list.ts'
import { BENEFIT, Signer, VOUCHER } from './making.ts'
import { shortOf } from './token.ts'

const NOW = Date.parse('2026-11-26T04:00:00Z')
let server: Signer

beforeAll(async () => {
  server = await Signer.make()
})
beforeEach(async () => {
  stubStorage()
  become({ is: 'in', me: LI })
  for (const { id } of await writes()) await discard(id)
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Taken in without a network, and answered since, where the server has said something. */
async function taken(voucher: string, to: Partial<Write> = {}): Promise<void> {
  const token = await server.voucher({ v: voucher })
  await takeIn(
    token,
    { claims: { b: BENEFIT, p: '王**', v: voucher, x: 0 }, title: '体检' },
    server.morning(),
  )
  const write = (await writes()).find(({ of }) => of?.voucher === voucher)
  if (write) await change(write, to)
}

it('takes a voucher that holds by the signature, the dates and the list', async () => {
  const judged = await judge(await server.voucher(), server.morning(), [], NOW)
  expect(judged).toMatchObject({ because: null, title: '体检套餐一次', claims: { p: '王**' } })
})

it('refuses by name what is not ours, or was altered', async () => {
  const other = await Signer.make('another-deployment')
  const claims = { b: BENEFIT, p: '王**', v: VOUCHER, x: 1_800_000_000 }
  const [head, body, mac] = (await server.voucher()).split('.') as [string, string, string]
  const longer = (await server.voucher({ x: 1_900_000_000 })).split('.')[1]
  const cases = {
    no_token: 'AB12C3D4E5',
    too_long: `${head}.${'A'.repeat(9_000_000)}.${mac}`,
    algorithm: await server.sign(JSON.stringify(claims), { alg: 'none' }),
    another_kind: await server.sign(JSON.stringify(claims), { typ: 'xyd' }),
    another_key: await other.voucher(),
    signature: `${head}.${longer}.${mac}`,
    malformed: await server.sign(JSON.stringify({ ...claims, x: '1800000000' })),
  }
  const more = [
    await server.sign(JSON.stringify(claims).replace('{', '{"x":1,')),
    await server.sign(JSON.stringify({ ...claims, z: 1 })),
    await server.sign(JSON.stringify({ ...claims, x: -1 })),
  ]
  for (const [because, token] of Object.entries(cases))
    expect((await judge(token, server.morning(), [], NOW)).because).toBe(because)
  for (const token of more) expect((await judge(token, server.morning(), [], NOW)).because).toBe('malformed')
  expect(body).not.toBe(longer)
})

it('refuses by name what is ours and not good', async () => {
  const token = await server.voucher()
  const because = async (told: Parameters<Signer['morning']>[0], now = NOW) =>
    (await judge(token, server.morning(told), await writes(), now)).because
  expect(await because({ ended: [await shortOf(VOUCHER)] })).toBe('ended_before')
  expect(await because({ own: [await shortOf(VOUCHER)] })).toBe('own_voucher')
  expect(await because({ benefits: {} })).toBe('not_listed')
  const benefit = { t: '体检', c: 'medical', x: [['2026-11-26', '2026-11-26']] } as const
  expect(await because({ benefits: { [BENEFIT]: { ...benefit, x: [[...benefit.x[0]]] } } })).toBe('not_today')
  expect(await because({}, Date.parse('2026-11-27T00:00:01Z'))).toBe('list_old')
  const late = { until: Date.parse('2027-01-01T00:00:00Z') }
  expect(await because(late, Date.parse('2026-12-27T16:00:00Z'))).toBe('expired')
})

it('goes by the clock of the server, not by a phone whose date is wrong', async () => {
  const ahead = server.morning({ aheadMs: 86_400_000 })
  expect((await judge(await server.voucher(), ahead, [], NOW - 86_400_000)).because).toBeNull()
  expect((await judge(await server.voucher(), ahead, [], NOW)).because).toBe('list_old')
})

it('fetches the list again after an hour, by the clock of the server', () => {
  const hour = Date.parse('2026-11-26T01:00:00Z')
  expect(isStale(server.morning(), hour)).toBe(false)
  expect(isStale(server.morning(), hour + 1)).toBe(true)
  expect(isStale(server.morning({ aheadMs: 1 }), hour)).toBe(true)
})

it('takes a voucher once, and no more than it may before they are told', async () => {
  await taken(VOUCHER)
  const again = await judge(await server.voucher(), server.morning(), await writes(), NOW)
  expect(again.because).toBe('taken_here')
  await taken('AZC7uwAAcACAAAAAAAAABA')
  const third = await server.voucher({ v: 'AZC7uwAAcACAAAAAAAAABQ' })
  expect((await judge(third, server.morning(), await writes(), NOW)).because).toBe('too_many')
  for (const write of unsettled(await writes())) await change(write, { state: 'sent', sentAt: NOW })
  expect((await judge(third, server.morning(), await writes(), NOW)).because).toBeNull()
  expect((await judge(await server.voucher(), server.morning(), await writes(), NOW)).because).toBe(
    'taken_here',
  )
})

it('does not take without a network what it has used with one', async () => {
  const token = await server.voucher()
  const noted = await noteUsed(server.morning(), token, NOW)
  expect((await judge(token, noted, [], NOW)).because).toBe('taken_here')
  const kept = await keptMorning()
  if (!kept) throw new Error('nothing is kept')
  expect((await judge(token, kept, [], NOW)).because).toBe('taken_here')
  const other = await server.voucher({ v: 'AZC7uwAAcACAAAAAAAAABA' })
  expect((await judge(other, kept, [], NOW)).because).toBeNull()
})

it('tells which of those that it took in came to nothing', async () => {
  await taken('AZC7uwAAcACAAAAAAAAABA', { state: 'sent', answer: { state: 'counted' } })
  await taken('AZC7uwAAcACAAAAAAAAABQ', { state: 'sent', answer: { state: 'double' } })
  await taken('AZC7uwAAcACAAAAAAAAABg', {
    state: 'refused',
    refusal: { status: 403, code: 'role_missing', facts: {} },
  })
  const failed = failedOf(await writes()).map(({ of }) => of?.voucher)
  expect(failed.sort()).toEqual(['AZC7uwAAcACAAAAAAAAABQ', 'AZC7uwAAcACAAAAAAAAABg'])
})

it('says why each came to nothing, and blames another counter for a double use alone', async () => {
  const answers = [
    { state: 'double', because: 'used' },
    { state: 'refused', because: 'too_late' },
    { state: 'refused', because: null },
    { state: 'unpaid', because: 'expired' },
  ]
  const failed = answers.map((answer) => ({ answer, state: 'sent' }) as Write)
  expect(failed.map(whyFailed)).toEqual(['use_double', 'because_too_late', 'use_refused', 'use_unpaid'])
  expect(failed.map(isDouble)).toEqual([true, false, false, false])
})

it('says of one whose person has left that nobody pays for it', () => {
  const write = { answer: { state: 'unpaid', because: 'gone' }, state: 'sent' } as Write
  expect(whyFailed(write)).toBe('because_gone')
})

it('lets go of one whose use had arrived, though its answer was lost', async () => {
  const refusal = { status: 409, code: 'settlement_id_taken', facts: {} }
  await taken(VOUCHER, { state: 'refused', refusal })
  expect(failedOf(await writes())).toEqual([])
  await dropArrived(await writes())
  expect(await writes()).toEqual([])
})
