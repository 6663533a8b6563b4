import { expect, it, vi } from 'vitest'
import { enProblems } from './en.problems.ts'
import { saidOf } from './problems.ts'
import { zhCNProblems } from './zh-CN.problems.ts'

const blanks = (sentences: readonly string[]) =>
  sentences
    .join()
    .match(/\{\w+\}/g)
    ?.sort() ?? []

it('says what happened and what to do, in the language that is spoken', async () => {
  const refusal = { code: 'division_file_older', facts: { given: '2023-06-30', held: '2024-06-30' } }
  expect(await saidOf(refusal, 'zh-CN')).toEqual({
    happened: '没有导入：这份是 2023-06-30 的，已有的是 2024-06-30 的',
    todo: '请换一份更新的。',
    ground: '',
  })
  expect((await saidOf(refusal, 'en')).happened).toBe(
    'Nothing imported: this file is from 2023-06-30, what is held from 2024-06-30',
  )
})

it('has a sentence even for a refusal that only a newer version knows', async () => {
  for (const code of ['no_such_code', 'toString'])
    expect((await saidOf({ code }, 'en')).happened).toBe('Not done')
})

it('says an instant as people do, with the day where it is another', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-26T04:00:00Z') })
  const saying = (leftAt: string) => saidOf({ code: 'already_out', facts: { leftAt } }, 'zh-CN')
  expect((await saying('2026-11-26T03:30:00Z')).happened).toBe('您 11:30 已经签退了')
  expect((await saying('2026-11-25T03:30:00Z')).happened).toBe('您 11月25日 11:30 已经签退了')
  vi.useRealTimers()
})

it('says a day by which people go as people do', async () => {
  const refusal = { code: 'record_still_open', facts: { until: '2026-12-02' } }
  expect((await saidOf(refusal, 'zh-CN')).happened).toBe('还不能封存：到场的人 12月2日前能要求更正')
})

it('tells the same facts in both languages', () => {
  for (const [code, sentences] of Object.entries(zhCNProblems))
    expect(blanks(enProblems[code as keyof typeof zhCNProblems]), code).toEqual(blanks(sentences))
})

it('ends what to do with a full stop, what happened without one', () => {
  for (const [happened, todo] of [...Object.values(zhCNProblems), ...Object.values(enProblems)]) {
    expect(happened).not.toMatch(/[。.！!]$/)
    expect(todo).toMatch(/[。.]$/)
    expect(happened + todo).not.toMatch(/你|！|亲/)
  }
})

it('leaves no Chinese in English', () => {
  expect(Object.values(enProblems).flat().join('')).not.toMatch(/\p{Script=Han}/u)
})

it('names the letter, the article or the rule on which a refusal rests', async () => {
  const grounds = async (facts: object, language: 'zh-CN' | 'en') =>
    (await saidOf({ code: 'parties_missing', facts: { ...facts } }, language)).ground
  const rule = 'talk_must_riders'
  expect(await grounds({ rule, article: 10 }, 'zh-CN')).toBe(
    '依据：《湖南省社区治理若干规定》（草案）第十条；恳谈会的规矩，必须请谁。',
  )
  expect(await grounds({ rule, letter: '区协商办法第九条' }, 'zh-CN')).toBe(
    '依据：区协商办法第九条；恳谈会的规矩，必须请谁。',
  )
  expect(await grounds({ rule: 'sealed_stays' }, 'en')).toBe(
    'By: what is sealed stays; what comes later is an annex.',
  )
  for (const facts of [{}, { rule: 'of_a_newer_version' }]) expect(await grounds(facts, 'en')).toBe('')
})
