import { expect, it } from 'vitest'
import type { Me } from '../../../store/who.ts'
import type { DeskCard, FormRules, OneDesk, Outcome, Party } from '../types.ts'
import { doubtsOf } from './doubts.ts'
import { aimed, draftOf, everybody, factsOf, gapsOf, newDraft } from './draft.ts'
import { grouped } from './groups.ts'
import { failures, inOrder, isUnderWay, reachWords, stepsOf } from './outcomes.ts'
import { lacking } from './table.ts'

const at = (text: string) => new Date(`2026-11-${text}:00+08:00`)
const NOW = at('23T16:00')
const STREET = { key: 'nbs:430104003000', name: '桔子洲街道', within: '' }
const CONVENER = {
  roles: [{ role: 'convener', scopeKind: 'division', scopeId: STREET.key, scopeName: STREET.name }],
  organisations: [{ id: 'office', name: '街道办', kind: 'street_office' }],
} as unknown as Me

it('warns of the same hours as the server, at their edges', () => {
  const doubts = (from: string, to: string) => doubtsOf(at(from), at(to), NOW)
  expect(doubts('26T13:00', '26T17:00')).toEqual([])
  expect(doubts('26T12:59', '26T14:00')).toEqual(['meal_peak'])
  expect(doubts('26T16:00', '26T17:01')).toEqual(['meal_peak'])
  expect(doubts('26T07:00', '26T08:00')).toEqual([])
  expect(doubts('26T06:59', '26T08:00')).toEqual(['night'])
  expect(doubts('26T20:00', '26T22:01')).toEqual(['night'])
  expect(doubts('26T20:00', '27T00:30')).toEqual(['night', 'long'])
  expect(doubts('25T14:30', '25T16:00')).toEqual(['soon'])
})

it('begins a draft where somebody convenes, a week ahead and at no meal', () => {
  const draft = newDraft(CONVENER, NOW)
  expect(draft).toMatchObject({ day: '2026-11-30', organisation: 'office', audience: STREET, phones: true })
  expect(gapsOf(draft)).toEqual(['title', 'place'])
  expect(factsOf(draft)).toBeNull()
})

it('names all that is missing, and keeps what is whole', () => {
  const whole = { ...newDraft(CONVENER, NOW), title: ' 停车 ', words: '二楼' }
  expect(gapsOf({ ...whole, to: '14:30' })).toEqual(['to'])
  expect(gapsOf({ ...whole, day: '' })).toEqual(['day'])
  expect(gapsOf(aimed(whole, null))).toEqual(['audience'])
  expect(gapsOf({ ...whole, words: '', link: 'https://meeting.example/1' })).toEqual([])
  expect(factsOf(whole)).toMatchObject({
    title: '停车',
    startsAt: '2026-11-30T06:30:00.000Z',
    endsAt: '2026-11-30T08:00:00.000Z',
    organisation: 'office',
    division: STREET.key,
    invited: { division: STREET.key, phones: true },
  })
})

it('writes back to the letter what it read', () => {
  const facts = {
    form: 'council',
    title: '停车',
    about: '一行\n两行',
    division: 'nbs:430104003004',
    organisation: null,
    startsAt: '2026-11-30T06:30:00.000Z',
    endsAt: '2026-11-30T08:00:00.000Z',
    place: { words: '', station: '7K3M9Q2X', lon: 112.9, lat: 28.2, link: '' },
    phone: '0731-0000 1003',
    invited: {
      division: STREET.key,
      lines: [{ occupations: ['delivery'], roles: ['lead'], stations: ['7K3M9Q2X'], anywhere: false }],
      phones: false,
    },
    parties: [{ kind: 'riders', name: '骑手自己推的代表', seats: 3 }],
    agenda: [{ id: '0190', title: '车停哪儿', owner: '城管办', minutes: 30, concern: null }],
    seats: 40,
  }
  const one = { facts, stationName: '溁湾镇工会驿站', invitedName: '桔子洲街道' } as unknown as OneDesk
  expect(factsOf(draftOf(one))).toEqual(facts)
})

it('puts what people sit in first, and then what waits for one’s own yes', () => {
  const card = (id: string, changes: Partial<DeskCard>) =>
    ({
      id,
      startsAt: at('26T14:30').toISOString(),
      endsAt: at('26T16:00').toISOString(),
      state: 'announced',
      sendAt: null,
      yoursToApprove: false,
      ...changes,
    }) as DeskCard
  const cards = [
    card('over', { startsAt: at('20T14:30').toISOString(), endsAt: at('20T16:00').toISOString() }),
    card('on', { startsAt: new Date(NOW.getTime() - 60_000).toISOString() }),
    card('later', { sendAt: at('24T09:00').toISOString() }),
    card('far', { startsAt: at('28T14:30').toISOString() }),
    card('near', {}),
    card('draft', { state: 'draft' }),
    card('mine', { state: 'waiting', yoursToApprove: true }),
    card('theirs', { state: 'waiting' }),
    card('off', { state: 'cancelled' }),
  ]
  expect(grouped(cards, NOW).map(({ group, cards: found }) => [group, ...found.map(({ id }) => id)])).toEqual(
    [
      ['Now', 'on'],
      ['ToApprove', 'mine'],
      ['Draft', 'draft'],
      ['Waiting', 'theirs'],
      ['Later', 'later'],
      ['Announced', 'near', 'far'],
      ['Over', 'over'],
      ['Cancelled', 'off'],
    ],
  )
})

it('says of what is sent later when that is', () => {
  const told = (text: string) => at(text).toISOString()
  const hear = [
    { at: told('24T12:00'), number: 6, phones: 0 },
    { at: told('24T13:00'), number: 90, phones: 0 },
  ]
  const reach = { people: 412, pushed: 96, phones: 0, sample: [], hear }
  expect(reachWords(reach, NOW, told('24T12:00'))).toEqual([
    '412 人 11月24日 12:00 收到',
    '其中 96 人手机会响',
    '90 人 11月24日 13:00 后才响',
  ])
})

it('says how many get it, how many hear it, and who hears it later', () => {
  const hear = [
    { at: NOW.toISOString(), number: 84, phones: 0 },
    { at: at('23T19:00').toISOString(), number: 12, phones: 3 },
  ]
  const reach = { people: 1412, pushed: 96, phones: 3, sample: [], hear }
  expect(reachWords(reach, NOW)).toEqual([
    '1,412 人收得到',
    '其中 96 人手机会响',
    '12 人 19:00 后才响',
    '另有 3 台没登录的手机，其中 3 台 19:00 后才响',
  ])
  const none = { people: 5, pushed: 0, phones: 2, sample: [] }
  expect(reachWords({ ...none, hear: [{ at: NOW.toISOString(), number: 0, phones: 2 }] }, NOW).at(-1)).toBe(
    '另有 2 台没登录的手机',
  )
  expect(reachWords({ people: 5, pushed: 0, phones: 0, sample: [], hear: [] }, NOW)[1]).toMatch(
    '谁的手机都不会响',
  )
})

const outcome = (changes: Partial<Outcome>): Outcome => ({
  id: 'o',
  kind: 'consultation.announced',
  madeAt: NOW.toISOString(),
  sendAt: NOW.toISOString(),
  cancelledAt: null,
  toldAt: NOW.toISOString(),
  inbox: 412,
  pushed: 90,
  seen: 60,
  read: 41,
  messaged: 0,
  rung: 0,
  waiting: 0,
  nextAt: null,
  failed: [],
  replaced: 0,
  notReached: 0,
  phones: 0,
  phonesPushed: 0,
  phonesWaiting: 0,
  phonesNextAt: null,
  keptUntil: null,
  ...changes,
})
const steps = (changes: Partial<Outcome>) =>
  stepsOf(outcome(changes), NOW).map(({ is, key }) => `${key} ${is}`)

it('says how many there were when it was decided, and why it was sent to nobody', () => {
  const words = (changes: Partial<Outcome>, decided: number | null) =>
    stepsOf(outcome(changes), NOW, decided)[0]?.words.join('')
  expect(words({}, 412)).toBe('412 人的收件箱里有了。')
  expect(words({}, 380)).toBe('412 人的收件箱里有了。定下来的时候是 380 人，发的时候是 412 人。')
  const cancelledAt = NOW.toISOString()
  expect(words({ cancelledAt, outgrown: 61, most: 50 }, null)).toContain('到时候一数有 61 人')
  expect(words({ cancelledAt }, null)).toContain('发之前撤下了')
  expect(steps({ rung: 3 })).toEqual(['inbox done', 'push done', 'seen done', 'rung done', 'left done'])
})

it('draws solid what is done and dashed what is to come', () => {
  expect(steps({ toldAt: null, sendAt: at('24T09:00').toISOString() })).toEqual(['inbox next'])
  expect(steps({ toldAt: null })).toEqual(['inbox now'])
  expect(steps({ cancelledAt: NOW.toISOString() })).toEqual(['inbox off'])
  expect(steps({})).toEqual(['inbox done', 'push done', 'seen done', 'left done'])
  // Whose phone is still to ring is not reached yet, though nobody is to be rung up.
  expect(steps({ waiting: 3 }).at(-1)).toBe('left next')
  // Of what something newer has replaced, nobody is left to ring.
  expect(steps({ replaced: 410 }).at(-1)).toBe('left off')
  expect(steps({ waiting: 12, messaged: 3, seen: 0, notReached: 16 })).toEqual([
    'inbox done',
    'push now',
    'seen next',
    'sms done',
    'left warn',
  ])
})

it('says whom it has not reached, and why phones did not ring, in words', () => {
  const failed: Outcome['failed'] = [
    { why: 'unsubscribed', number: 2 },
    { why: 'unknown', number: 1 },
    // As a server says that is newer than this app.
    { why: 'newer_word' as 'unknown', number: 4 },
  ]
  expect(failures(failed)).toEqual([
    { words: '手机上的提醒失效了', number: 3 },
    { words: '别的原因', number: 4 },
  ])
  const told = stepsOf(
    outcome({ failed, notReached: 16, waiting: 12, nextAt: at('23T19:00').toISOString() }),
    NOW,
  )
  expect(told.flatMap(({ words }) => words)).toEqual([
    '412 人的收件箱里有了。',
    '90 人的手机响过。',
    '12 人 19:00 响。',
    '3 人没响成：手机上的提醒失效了。',
    '4 人没响成：别的原因。',
    '60 人看到，41 人点开。',
    '16 人没看到，手机也没响。可以打电话，或者在门口贴告示。',
  ])
})

it('says of phones without an account how many have yet to ring, and when', () => {
  const phonesNextAt = at('24T07:00').toISOString()
  const [, push] = stepsOf(outcome({ phones: 3, phonesPushed: 1, phonesWaiting: 2, phonesNextAt }), NOW)
  expect(push?.is).toBe('now')
  expect(push?.words.slice(1)).toEqual([
    '没登录的手机 3 台，响了 1 台。',
    '没登录的手机还有 2 台 11月24日 07:00 响。',
  ])
})

it('looks again only while something is on its way', () => {
  expect(isUnderWay(outcome({ toldAt: null }), NOW)).toBe(true)
  expect(isUnderWay(outcome({ waiting: 1 }), NOW)).toBe(true)
  expect(isUnderWay(outcome({ phonesWaiting: 1 }), NOW)).toBe(true)
  expect(isUnderWay(outcome({}), NOW)).toBe(false)
  expect(isUnderWay(outcome({ toldAt: null, sendAt: at('24T09:00').toISOString() }), NOW)).toBe(false)
})

it('leaves out reminders that others took the place of', () => {
  const told = (kind: string, cancelledAt: string | null = null) => ({
    kind,
    outcome: outcome({ cancelledAt }),
    toRing: null,
  })
  const all = [
    told('hour_before'),
    told('day_before'),
    told('changed'),
    told('hour_before', 'then'),
    told('announced', 'then'),
  ]
  expect(inOrder(all).map(({ kind }) => kind)).toEqual(['changed', 'announced', 'day_before', 'hour_before'])
})

it('asks a talk with riders for whom it lacks, and a talk of neighbours for nobody', () => {
  const rules = { form: 'talk', must: ['riders', 'platform'], riderSeats: 3 } as unknown as FormRules
  const riders: Party = { kind: 'riders', name: '', seats: 2 }
  const work = [{ ...everybody(), occupations: ['delivery'] }]
  expect(lacking(rules, { parties: [riders], lines: work })).toEqual({ parties: ['platform'], seats: 1 })
  expect(lacking(rules, { parties: [], lines: [everybody()] })).toEqual({ parties: [], seats: 0 })
})
