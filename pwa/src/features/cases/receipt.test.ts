import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import vectors from '../../../../static/vectors/demands.json'
import { writing } from '../../store/database.ts'
import { keepFile } from '../../store/held.ts'
import { writeOf } from '../../store/outbox.ts'
import { answers, Locks, Post, signer } from '../../store/post.ts'
import { drain } from '../../store/sending.ts'
import type { DaysFile } from '../../store/wire.ts'
import { raise, raiseAnew, receiptIn } from './commands.ts'
import { keepCases, keepDays } from './kept.ts'
import { dueAfter, numberOf, OURS, receiptOf } from './receipt.ts'

const PLACE = { key: 's', name: '桔子洲街道', within: '', station: null, division: 'nbs:430104003000' }
const NOTHING = { photo: null, photoId: null, voice: null, voiceId: null }
const SAID = { field: 'parking', kind: 'help', words: '没地方停车', place: PLACE, ...NOTHING } as const
const TABLE = vectors.table as unknown as { from: string; through: string; days: Record<string, string> }
const table = {
  ...TABLE,
  days: Object.fromEntries(Object.entries(TABLE.days).map(([date, kind]) => [date, [kind, '']])),
} as unknown as DaysFile

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  await writing(['outbox', 'files'], (open) => Promise.all([open('outbox').clear(), open('files').clear()]))
})

it.each(vectors.numbers)('makes the number that the server makes: $name', async ({ id, number }) => {
  expect(await numberOf(id)).toBe(number)
})

it.each(vectors.days)('counts the day that the server counts: $name', ({ start, days, due }) => {
  expect(dueAfter(start, days, table)).toBe(due)
})

it('counts by what the server says where no division has set anything', () => {
  expect(OURS).toEqual(vectors.ours)
  expect(dueAfter('2026-11-27', 5, null)).toBe('2026-12-04')
})

it('counts by the days that the place was last told to have, or else any place', async () => {
  const now = Date.parse('2026-09-30T09:00:00+08:00')
  const dueIn = async (division: string) => (await receiptOf(ID, 'parking', division, now))?.dueOn
  const ID = vectors.numbers[0]?.id ?? ''
  expect(await dueIn('a')).toBe('2026-10-07')
  await keepFile('days', { path: 'd', text: JSON.stringify({ ...table, v: 1 }) })
  await keepDays('a', { ...OURS, parking: 3 })
  await keepDays('b', { ...OURS, parking: 1 })
  await keepCases(now, [])
  expect([await dueIn('a'), await dueIn('b'), await dueIn('c')]).toEqual([
    ...['2026-10-10', '2026-10-08', '2026-10-08'],
  ])
})

it('says both while it waits and what they were once it has arrived; changed, it keeps its number', async () => {
  const post = new Post()
  post.says = () => answers.busy(503)
  const id = await raise(SAID)
  await drain(signer('a', 't'))
  const before = await writeOf(id)
  const receipt = before && receiptIn(before)
  expect(receipt?.number).toBe(await numberOf(id))
  expect(receipt?.dueOn).toMatch(/^\d{4}-\d\d-\d\d$/)
  await raiseAnew(id, { ...SAID, words: '别的话' })
  post.says = null
  await drain(signer('a', 't'))
  const after = await writeOf(id)
  expect(after?.state).toBe('sent')
  expect(after && receiptIn(after)?.number).toBe(receipt?.number)
})

it('raises it over plain http too, where there is no receipt before the answer', async () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  const write = await writeOf(await raise(SAID))
  vi.unstubAllGlobals()
  expect(write?.state).toBe('waiting')
  expect(write && receiptIn(write)).toBeNull()
})
