import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { writing } from '../../store/database.ts'
import { become, type Me } from '../../store/who.ts'
import { holding, type Kept, keepBenefits, keptBenefits, readBenefits } from './kept.ts'
import type { Voucher } from './types.ts'
import { isUsable } from './words.ts'

const DAY = 86_400_000
const SERVER = Date.parse('2026-11-26T04:00:00Z')
const UNTIL = '2026-11-26T16:00:00Z'

beforeEach(() => {
  const held = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, text: string) => held.set(name, text),
    removeItem: (name: string) => held.delete(name),
  })
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await writing(['files'], (open) => open('files').clear())
})

async function asked(phone: number): Promise<void> {
  vi.setSystemTime(phone)
  become({ is: 'in', me: { id: 'one', roles: [], organisations: [] } as unknown as Me })
  const told: Record<string, object> = {
    '/api/session/refresh': { accessToken: 'a', expiresAt: UNTIL, me: { id: 'one' }, note: '' },
    '/api/me/benefits': { offers: [], asOf: new Date(SERVER).toISOString() },
    '/api/me/vouchers': { items: [{ state: 'issued', expiresAt: UNTIL, benefit: {} }], next: null },
  }
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('fetch', async (path: string) => new Response(JSON.stringify(told[path])))
  const reply = await readBenefits(new Date(phone))
  expect(reply.is).toBe('done')
}

/** What the wallet says of the voucher without a network, so much later. */
async function isGood(after: number): Promise<boolean> {
  const kept = await keptBenefits()
  const [one] = kept?.vouchers ?? []
  return isUsable(one as Voucher, new Date(Date.now() + (kept?.aheadMs ?? 0) + after))
}

it.each([
  ['a day ahead', SERVER + DAY],
  ['a day slow', SERVER - DAY],
  ['right', SERVER + 2000],
])('knows how far off the clock of a phone is that is %s', async (_, phone) => {
  await asked(phone)
  expect(await isGood(0)).toBe(true)
  expect(await isGood(11 * 3_600_000)).toBe(true)
  expect(await isGood(12 * 3_600_000)).toBe(false)
})

it('has a voucher that was just taken before the server is asked again, and once', async () => {
  await asked(SERVER)
  const taken = { id: 'new', state: 'issued' } as Voucher
  const held = holding((await keptBenefits()) as Kept, taken)
  await keepBenefits(held, 'one')
  await keepBenefits(holding(held, taken), 'one')
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  expect((await readBenefits(new Date(SERVER))).is).toBe('offline')
  expect((await keptBenefits())?.vouchers.map(({ id }) => id)).toEqual(['new', undefined])
})
