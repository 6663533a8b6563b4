import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { stubStorage } from '../../store/makers.ts'
import { change, discard, type Write, writes } from '../../store/outbox.ts'
import { LI } from '../../store/sessionMaker.ts'
import { become } from '../../store/who.ts'
import { claimOf, keepClaim } from './claiming.ts'

const SHIFT = {
  shift: '0190aaaa-0000-7000-8000-000000000001',
  title: '扫楼道',
  startsAt: '2026-11-26T01:00:00Z',
  endsAt: '2026-11-26T04:00:00Z',
}
const SAID = { minutes: 120, evidence: '手机没电了' }

beforeEach(async () => {
  stubStorage()
  become({ is: 'in', me: LI })
  for (const { id } of await writes()) await discard(id)
})

const only = async (): Promise<Write> => {
  const [write, ...more] = await writes()
  if (!write || more.length > 0) throw new Error('not one')
  return write
}

it('keeps a claim until there is a network, and what it says to be changed', async () => {
  await keepClaim(SHIFT, SAID, null)
  const write = await only()
  expect(write).toMatchObject({ state: 'waiting', method: 'PUT', account: LI.id, about: '扫楼道' })
  expect(write.path).toBe(`/api/service-claims/${write.id}`)
  expect(claimOf(write)).toEqual({ one: SHIFT, said: SAID })
  expect(await keepClaim(SHIFT, { ...SAID, minutes: 90 }, write)).toBe('kept')
  expect(await only()).toMatchObject({ id: write.id, body: { minutes: 90 } })
})

it('changes none that is on its way, nor what the server has under its id', async () => {
  await keepClaim(SHIFT, SAID, null)
  const write = await only()
  await change(write, { leftAt: Date.now() })
  expect(await keepClaim(SHIFT, { ...SAID, minutes: 90 }, write)).toBe('sending')
  expect((await only()).body).toMatchObject({ minutes: 120 })
  const refusal = { status: 409, code: 'claim_id_taken', facts: {} }
  await change(write, { state: 'refused', refusal, leftAt: null })
  await keepClaim(SHIFT, { ...SAID, minutes: 90 }, await only())
  expect((await writes()).map(({ state }) => state)).toEqual(['refused', 'waiting'])
})
