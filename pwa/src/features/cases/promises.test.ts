import { expect, it } from 'vitest'
import { answerIn, promiseSteps, promisesTag, promiseTag } from './promises.ts'
import type { Commitment } from './types.ts'

const NOW = new Date('2026-11-23T16:00:00+08:00')
const one = (changes: Partial<Commitment>) =>
  ({
    id: 'a',
    turn: 1,
    state: 'promised',
    dueOn: '2026-11-30',
    overdue: false,
    late: false,
    solved: null,
    notSolved: null,
    steps: [],
    ...changes,
  }) as unknown as Commitment

it.each([
  [{}, ['now', '在办', '还有 7 天']],
  [{ dueOn: '2026-11-23' }, ['now', '在办', '今天到日子']],
  [{ dueOn: '2026-11-14', overdue: true }, ['warn', '超期 9 天', '']],
  [{ turn: 2 }, ['now', '重办', '还有 7 天']],
  [{ state: 'done' }, ['now', '单位报了办完', '等提的人说']],
  [{ state: 'done', late: true }, ['now', '单位报了办完', '晚了，等提的人说']],
  [{ state: 'solved', solved: 11, notSolved: 3 }, ['done', '解决了', '11 人说解决，3 人说没解决']],
  [{ state: 'unanswered', solved: 0, notSolved: 0 }, ['done', '办完了，没有人说', '']],
  [
    { state: 'supervised', solved: 1, notSolved: 4 },
    ['warn', '上级督办', '还有 7 天，1 人说解决，4 人说没解决'],
  ],
  [{ state: 'supervised', dueOn: '2026-11-14', overdue: true }, ['warn', '上级督办', '超期 9 天']],
] as const)('says where %o stands', (changes, told) => {
  const { is, words, more } = promiseTag(one(changes), NOW)
  expect([is, words, more]).toEqual(told)
})

it('tells how it came there, with the new day of one that is reopened', () => {
  const step = { words: '', picture: null, dueOn: null, solved: null, notSolved: null }
  const steps = [
    { ...step, move: 'promise', at: '2026-11-01T08:00:00Z', dueOn: '2026-11-15', words: '划车位' },
    { ...step, move: 'reopen', at: '2026-11-20T08:00:00Z', dueOn: '2026-12-04', solved: 1, notSolved: 2 },
  ] as Commitment['steps']
  expect(promiseSteps(one({ steps })).map(({ head, words }) => [head, words])).toEqual([
    ['记下承诺，原定11月15日前', ''],
    ['没解决，重办一次，1 人说解决，2 人说没解决，改到12月4日前', ''],
  ])
})

it('shows the last answer that waits here, of this turn and not of one that was refused', () => {
  const waiting = (turn: number, solved: boolean, state = 'waiting') =>
    ({ path: '/api/commitments/a/answer', state, body: { turn, solved } }) as never
  const sent = (turn: number, mine: boolean) =>
    ({ path: '/api/commitments/a/answer', state: 'sent', body: null, answer: { turn, mine } }) as never
  expect(answerIn([sent(1, true), waiting(1, false)], one({}))).toBe(false)
  expect(answerIn([sent(1, true), waiting(1, false, 'refused')], one({}))).toBe(true)
  expect(answerIn([sent(1, true)], one({ turn: 2 }))).toBeUndefined()
  expect(answerIn([waiting(1, true)], one({ turn: 2 }))).toBeUndefined()
})

it.each([
  [['promised'], 'now', '1 项，做到 0 项'],
  // Those who asked for it have not said yet whether it is.
  [['done'], 'now', '1 项，1 项等提的人说'],
  [['solved', 'done'], 'now', '2 项，做到 1 项，1 项等提的人说'],
  [['solved', 'unanswered'], 'done', '2 项，做到 2 项'],
  [['solved', 'withdrawn'], 'done', '1 项，做到 1 项'],
  [['solved', 'supervised'], 'warn', '2 项，做到 1 项'],
  [['withdrawn'], 'off', '收回了'],
] as const)('says of %j together that they are %s: %s', (states, is, words) => {
  expect(promisesTag(states.map((state) => one({ state })))).toEqual({ is, words })
})
