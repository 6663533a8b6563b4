import { expect, it } from 'vitest'
import { type Draft, doubtsOf, draftOf, factsOf, gapsOf, hostsOf, newDraft, shiftFault } from './draft.ts'

const NOW = new Date('2026-11-26T12:00:00+08:00')
const ME = {
  roles: [{ role: 'lead', scopeKind: 'organisation', scopeId: 'team', scopeName: '小蓝队' }],
  organisations: [{ id: 'other', name: '别的', kind: 'union' }],
} as never

const draft = (changes: Partial<Draft> = {}): Draft => ({
  ...newDraft(ME, NOW),
  title: '清洁家园',
  division: { key: 'nbs:430104003015', name: '天马社区' },
  words: '食堂门口',
  phone: '0731-0000 1301',
  ...changes,
})
const [SHIFT] = draft().shifts as [Draft['shifts'][number]]
const doubts = (changes: Partial<typeof SHIFT>, more: Partial<Draft> = {}) =>
  doubtsOf(draft({ shifts: [{ ...SHIFT, ...changes }], ...more }), NOW)

it('lets somebody write for whom they lead, and where they convene for their own', () => {
  expect(hostsOf(ME)).toEqual([{ value: 'team', words: '小蓝队' }])
  const convener = {
    roles: [{ role: 'convener', scopeKind: 'division' }],
    organisations: [{ id: 'o', name: '街道' }],
  }
  expect(hostsOf(convener as never)).toEqual([{ value: 'o', words: '街道' }])
})

it('names what is missing', () => {
  expect(gapsOf(draft())).toEqual([])
  expect(
    gapsOf(draft({ title: ' ', organisation: '', division: null, words: '', minimumAge: '十八' })),
  ).toEqual(['title', 'host', 'division', 'place', 'age'])
})

it('finds what cannot be in a shift before the server does', () => {
  const fault = (changes: Partial<typeof SHIFT>) => shiftFault({ ...SHIFT, ...changes }, undefined, NOW)
  expect(fault({})).toBeNull()
  expect(fault({ day: '' })).toBe('when')
  expect(fault({ day: '2026-11-26', from: '11:00', to: '12:30' })).toBe('past')
  expect(fault({ breakMinutes: '120' })).toBe('break')
  expect(fault({ capacity: '2', reserved: '3' })).toBe('seats')
  expect(fault({ capacity: '' })).toBe('seats')
  expect(fault({ from: '22:00', to: '01:00' })).toBeNull()
})

it('does not let what was approved grow', () => {
  const [was] = factsOf(draft({ shifts: [{ ...SHIFT, breakMinutes: '10' }] }), null).shifts as [never]
  const fault = (changes: Partial<typeof SHIFT>) =>
    shiftFault({ ...SHIFT, breakMinutes: '10', ...changes }, was, NOW)
  expect(fault({ from: '14:00', to: '16:00' })).toBeNull()
  expect(fault({ to: '11:01' })).toBe('longer')
  expect([fault({ breakMinutes: '9' }), fault({ breakMinutes: '11' })]).toEqual(['agreed', 'agreed'])
})

it('says what had better be thought over', () => {
  expect(doubts({})).toEqual([])
  expect(doubts({ day: '2026-11-27' })).toEqual(['doubtSoon'])
  expect(doubts({ to: '11:01' })).toEqual(['doubtMeal'])
  expect(doubts({ from: '21:00', to: '23:00' })).toEqual(['doubtNight'])
  expect(doubts({ from: '13:00', to: '17:00' })).toEqual([])
  expect(doubts({ from: '12:59', to: '17:00' })).toEqual(['doubtMeal', 'doubtLong'])
  expect(doubts({}, { insured: false, phone: '' })).toEqual(['doubtUninsured', 'doubtNoPhone'])
  const again = { ...SHIFT, id: 'again', from: '10:59' }
  expect(doubtsOf(draft({ shifts: [SHIFT, again] }), NOW)).toEqual(['doubtClash'])
  expect(doubtsOf(draft({ shifts: [SHIFT, { ...again, lead: 'else' }] }), NOW)).toEqual([])
})

it('sends again what it was filled with', () => {
  const facts = factsOf(draft({ opens: '2026-11-28', minimumAge: '16' }), null)
  const kept = { ...facts, opensAt: '2026-11-28T02:30:00Z' }
  const filled = draftOf({ facts: kept, card: { divisionName: '天马社区', stationName: null } as never })
  expect(factsOf(filled, kept)).toEqual(kept)
})
