import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import vectors from '../../../../../static/vectors/codes.json'
import { stubStorage } from '../../../store/makers.ts'
import { discard, type Write, writes } from '../../../store/outbox.ts'
import { LI } from '../../../store/sessionMaker.ts'
import { become } from '../../../store/who.ts'
import { cameLate, keepScan, tick } from './commands.ts'

const token = vectors.cases[0]?.token ?? ''

beforeEach(async () => {
  stubStorage()
  become({ is: 'in', me: LI })
  for (const { id } of await writes()) await discard(id)
})

it.each([true, false])(
  'says of a scan whether it was made where people meet, and no place: %s',
  async (there) => {
    await keepScan('签到', { token }, Promise.resolve(there))
    await vi.waitFor(async () =>
      expect(await writes()).toMatchObject([{ body: { token, inRadius: there }, notBefore: 0 }]),
    )
  },
)

it('has kept a scan before the phone knows where it is, and sends it soon though it never does', async () => {
  await keepScan('签到', { token }, new Promise(() => undefined))
  const [write] = await writes()
  expect(write?.body).toEqual({ token })
  expect(write?.notBefore).toBeLessThanOrEqual(Date.now() + 3_500)
})

it('says nothing of where it was made where the phone may not know, and goes at once', async () => {
  await keepScan('签到', { token }, Promise.resolve(null))
  await vi.waitFor(async () => expect(await writes()).toMatchObject([{ body: { token }, notBefore: 0 }]))
})

it('says of a tick when it was made, as it may come once the list is sealed', async () => {
  const before = Date.now()
  await tick('shift', 'seat', '王*', true)
  const [write] = await writes()
  expect(write).toMatchObject({ body: { there: true }, hears: true })
  expect(Date.parse((write as Write & { body: { at: string } }).body.at)).toBeGreaterThanOrEqual(before)
})

it('knows a tick that came once the list was sealed by its answer', async () => {
  await tick('shift', 'seat', '王*', true)
  const [write] = await writes()
  expect(cameLate(write ?? null)).toBe(false)
  for (const kept of ['listed', 'late'])
    expect(cameLate({ ...(write as Write), state: 'sent', answer: { kept } })).toBe(kept === 'late')
})
