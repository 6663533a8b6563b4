import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { stubStorage } from './makers.ts'
import { discard, keep, wipe, writes } from './outbox.ts'
import { draft } from './post.ts'
import { allSaid, forgetSaid, keepReceipt, keepSaid, type Said, saidOf } from './said.ts'
import { forgetEverything } from './storage.ts'

const said = (id: string, changes: Partial<Said> = {}): Said => ({
  id,
  kind: 'complaint',
  words: '总是锁着',
  contact: null,
  account: null,
  saidAt: 1,
  receipt: null,
  ...changes,
})
const RECEIPT = { dueOn: '2026-11-30', answer: null, answeredAt: null }
const ids = async () => (await allSaid()).map(({ id }) => id)

beforeEach(async () => {
  stubStorage()
  await forgetEverything()
})

it('keeps the words with the latest first, and the receipt beside them', async () => {
  await keepSaid(said('a'))
  await keepSaid(said('b', { saidAt: 2 }))
  await keepReceipt('a', RECEIPT)
  expect(await ids()).toEqual(['b', 'a'])
  expect(await saidOf('a')).toMatchObject({ words: '总是锁着', receipt: RECEIPT })
})

it('keeps no receipt of what was not written here', async () => {
  await keepReceipt('elsewhere', RECEIPT)
  expect(await ids()).toEqual([])
})

it('lets go of what its writer takes away or gives up', async () => {
  for (const id of ['a', 'b']) {
    await keepSaid(said(id))
    await keep(draft(id))
  }
  await forgetSaid('a')
  await discard('b')
  expect(await ids()).toEqual([])
  expect((await writes()).map(({ id }) => id)).toEqual(['a'])
})

it("goes with the sign-out of its writer, and stays where it is nobody's or somebody else's", async () => {
  for (const [id, account] of [
    ['a', 'me'],
    ['b', null],
    ['c', 'another'],
  ] as const) {
    await keepSaid(said(id, { account }))
    await keep(draft(id, { account }))
  }
  await wipe('me')
  expect((await ids()).sort()).toEqual(['b', 'c'])
  expect((await writes()).map(({ id }) => id).sort()).toEqual(['b', 'c'])
})

it('goes when the phone forgets everything', async () => {
  await keepSaid(said('a'))
  await keep(draft('a'))
  await forgetEverything()
  expect([await ids(), await writes()]).toEqual([[], []])
})
