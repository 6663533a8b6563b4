import { expect, it } from 'vitest'
import { concernStages, stagesOf } from './river.ts'
import type { Concern, MyCase, Step } from './types.ts'

const NOW = new Date('2026-11-26T04:00:00Z')
const step = (move: Step['move'], facts: Partial<Step> = {}): Step => ({
  ...{ move, at: '2026-11-25T02:00:00Z', organisation: null, channel: null, words: null },
  ...facts,
})
const one = (state: MyCase['state'], steps: Step[] = [], facts: Partial<MyCase> = {}) =>
  stagesOf(
    {
      ...{
        state,
        steps,
        raisedAt: '2026-11-24T02:00:00Z',
        dueOn: '2026-12-01',
        overdue: false,
        concern: null,
      },
      ...facts,
    },
    NOW,
  ).map(({ is, head, when, lines }) => [is, head, when, ...lines].filter(Boolean).join(' '))

it('says what is done, and by when an answer comes', () => {
  expect(one('raised')).toEqual(['done 收到 11月24日', 'now 受理', 'next 答复 最晚12月1日'])
  expect(one('assigned', [step('accept'), step('assign', { organisation: '城管中心' })])).toEqual([
    'done 收到 11月24日',
    'done 受理 11月25日',
    'done 交去办 11月25日 城管中心',
    'now 答复 最晚12月1日',
  ])
})

it('says how late an answer is', () => {
  expect(one('accepted', [step('accept')], { overdue: true, dueOn: '2026-11-24' }).at(-1)).toBe(
    'warn 答复 最晚11月24日 超期 2 天',
  )
})

it('ends where it was sent elsewhere, and says where', () => {
  expect(one('elsewhere', [step('send_elsewhere', { channel: '12345' })])).toEqual([
    'done 收到 11月24日',
    'off 转到别处办 11月25日 请找 12345 热线',
  ])
})

it('asks whoever raised it whether an answer solves it', () => {
  expect(one('answered', [step('answer', { words: '装好了' })]).at(-1)).toBe('now 解决了吗')
  expect(one('closed', [step('answer'), step('close')]).at(-1)).toBe('done 办结 11月25日')
})

it('shows of a concern what is to come, unless it has come to its end', () => {
  const concern = (state: Concern['state'], moves: Concern['steps'][number]['move'][]) =>
    concernStages({
      ...{ state, cases: 3, people: 5 },
      steps: moves.map((move) => ({
        move,
        at: '2026-11-25T02:00:00Z',
        words: '',
        channel: null,
        meeting: null,
      })),
    } as Concern).map(({ is, head }) => `${is} ${head}`)
  expect(concern('accepted', ['propose', 'accept'])).toEqual([
    'done 收集诉求',
    'done 定下来办',
    'now 上会商量',
    'next 商量定了',
  ])
  expect(concern('declined', ['propose', 'decline'])).toEqual(['done 收集诉求', 'off 没有受理'])
})

it('leads from a concern that went on in another to that one', () => {
  const at = '2026-11-25T02:00:00Z'
  const none = { at, words: '', channel: null, meeting: null, target: null }
  const target = { id: 'x', title: '美食街停车', state: 'accepted' as const }
  const stages = concernStages({
    ...{ state: 'merged', cases: 0, people: 0 },
    steps: [
      { ...none, move: 'propose' },
      { ...none, move: 'merge', target },
    ],
  } as unknown as Concern)
  expect(stages.map(({ head, lines, link }) => [head, ...lines, link?.href].filter(Boolean))).toEqual([
    ['收集诉求'],
    ['并到这个议题，一起办', '/concerns/x'],
  ])
  const mine = stagesOf(
    {
      ...{ state: 'accepted', steps: [step('gather'), step('merge')], raisedAt: at, dueOn: '2026-12-01' },
      ...{ overdue: false, concern: target },
    },
    NOW,
  )
  expect(mine.map(({ link }) => link?.words).filter(Boolean)).toEqual(['美食街停车'])
})
