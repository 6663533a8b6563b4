import { expect, it } from 'vitest'
import { type Draft, draftOf, factsOf, gapsOf, newDraft } from './draft.ts'

const WHOLE: Draft = {
  ...newDraft({ key: '0190-p', name: '湘江东岸医院' }),
  title: '体检套餐一次',
  basis: '《规定》第十六条',
  division: { key: 'nbs:430100000000', name: '长沙市' },
}

it('says what is missing, and nothing of what is whole', () => {
  expect(gapsOf(newDraft(null))).toEqual(['title', 'provider', 'division', 'basis'])
  expect(gapsOf(WHOLE)).toEqual([])
})

it.each([
  [{ cost: 'six' }, 'cost'],
  [{ hours: '-1' }, 'service'],
  [{ recentDays: '0' }, 'service'],
  [{ minAge: '70', maxAge: '60' }, 'age'],
  [{ minAge: '1.5' }, 'age'],
  [{ times: '' }, 'quota'],
  [{ stock: '0' }, 'stock'],
  [{ validDays: '367' }, 'valid'],
  [{ blackouts: [{ since: '2026-10-07', until: '2026-10-01' }] }, 'blackouts'],
] as const)('finds what cannot be: %j', (change, gap) => {
  expect(gapsOf({ ...WHOLE, ...(change as Partial<Draft>) })).toEqual([gap])
})

it('sends hours as minutes, and reads back what it sent', () => {
  const draft = { ...WHOLE, cost: '1.5', hours: '100', stock: '30', minAge: '60', stars: '2' }
  const facts = factsOf(draft)
  expect(facts).toMatchObject({ costMinutes: 90, stock: 30 })
  expect(facts.eligibility).toMatchObject({ minutes: 6000, stars: 2, minAge: 60, maxAge: null })
  const card = { divisionName: '长沙市', providerName: '湘江东岸医院' } as Parameters<
    typeof draftOf
  >[0]['card']
  expect(draftOf({ facts, card })).toEqual(draft)
})

it('asks for words with a picture, also with one that is not sent yet', () => {
  expect(gapsOf(WHOLE, true)).toEqual(['picture'])
  const draft = { ...WHOLE, photo: '0190-f', pictureWords: ' 门口 ' }
  expect(gapsOf({ ...draft, pictureWords: ' ' })).toEqual(['picture'])
  expect(gapsOf(draft)).toEqual([])
  expect(factsOf(draft).picture).toEqual({ photo: '0190-f', words: '门口' })
  expect(factsOf({ ...draft, photo: null }).picture).toBeNull()
})
