import { describe, expect, it } from 'vitest'
import {
  exceptionToday,
  linesAhead,
  momentWords,
  ruleLines,
  sinceWords,
  spansWords,
  weeksOf,
} from './hoursWords.ts'
import type { OpeningHours, Span, SpecialDays } from './types.ts'

const at = (text: string) => new Date(`${text}+08:00`)
const NOW = at('2026-11-23T14:30')
const DAYS: SpecialDays = {
  from: '2026-01-01',
  through: '2026-12-31',
  days: { '2026-11-30': 'holiday', '2026-12-05': 'makeup' },
}

const OFFICE: Span[] = [[510, 1080]]
const hours = (patch: Partial<OpeningHours>): OpeningHours => ({
  week: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []],
  holiday: [],
  makeup: 0,
  exceptions: [],
  note: '',
  ...patch,
})

const always = (spans: Span[]) => Array.from({ length: 7 }, () => spans)

it('writes spans as on the door', () => {
  expect(spansWords([[420, 1440]])).toBe('7:00–24:00')
  expect(spansWords([[1080, 1560]])).toBe('18:00–次日 2:00')
  expect(
    spansWords([
      [510, 720],
      [870, 1050],
    ]),
  ).toBe('8:30–12:00，14:30–17:30')
  expect([spansWords([[0, 1440]]), spansWords([]), spansWords(null)]).toEqual(['全天', '不开', '不明'])
})

it('joins equal neighbours of the week', () => {
  const weekdays = hours({ makeup: null })
  expect(weeksOf(weekdays, NOW)).toEqual([
    {
      title: '',
      lines: [
        { days: '周一到周五', hours: '8:30–18:00' },
        { days: '周六到周日', hours: '不开' },
      ],
    },
  ])
  expect(ruleLines(weekdays)).toEqual([{ days: '法定节假日', hours: '不开' }])
  const daily = hours({ week: always(OFFICE), holiday: 'asWeek', makeup: 0 })
  expect(weeksOf(daily, NOW)).toEqual([{ title: '', lines: [{ days: '每天', hours: '8:30–18:00' }] }])
  expect(ruleLines(daily)).toEqual([
    { days: '法定节假日', hours: '和平时一样' },
    { days: '调休上班日', hours: '按周一的时间' },
  ])
})

describe('a door with summer and winter hours', () => {
  const winter = { from: '11-01', to: '02-29', week: always([[540, 1020]]) }
  const summer = { from: '03-01', to: '10-31', week: hours({}).week as Span[][] }
  const titles = (one: OpeningHours, now = NOW) => weeksOf(one, now).map(({ title }) => title)

  it('has each week written once, with its dates, and the one that holds now first', () => {
    const yearly = hours({ week: null, seasons: [summer, winter] })
    expect(weeksOf(yearly, NOW)).toEqual([
      { title: '11月1日到2月29日', lines: [{ days: '每天', hours: '9:00–17:00' }] },
      {
        title: '3月1日到10月31日',
        lines: [
          { days: '周一到周五', hours: '8:30–18:00' },
          { days: '周六到周日', hours: '不开' },
        ],
      },
    ])
    expect(titles(yearly, at('2026-07-01T12:00'))).toEqual(['3月1日到10月31日', '11月1日到2月29日'])
  })

  it('says what holds on the other days only where there are some', () => {
    expect(titles(hours({ seasons: [winter] }))).toEqual(['11月1日到2月29日', '其余日子'])
    expect(titles(hours({ seasons: [winter] }), at('2026-07-01T12:00'))[0]).toBe('其余日子')
    expect(titles(hours({ seasons: [summer, winter] }))).toEqual(['11月1日到2月29日', '3月1日到10月31日'])
    const unsaid = weeksOf(hours({ week: null, seasons: [winter] }), at('2026-07-01T12:00'))
    expect(unsaid[0]).toEqual({ title: '其余日子', lines: [] })
  })

  it('does not list the days after a season has begun as days that differ', () => {
    const yearly = hours({ week: null, holiday: null, makeup: null, seasons: [summer, winter] })
    expect(linesAhead(yearly, at('2026-10-25T12:00'), DAYS)).toEqual([])
    const [heat] = linesAhead(
      hours({
        ...yearly,
        exceptions: [{ from: '2026-11-02', to: '2026-11-03', spans: [], reason: 'closed' }],
      }),
      at('2026-10-25T12:00'),
      DAYS,
    )
    expect(heat).toEqual({ days: '11月2日–11月3日', hours: '不开' })
  })
})

it('lists the days ahead that differ, joining those that follow on each other', () => {
  const cold = {
    from: '2026-11-25',
    to: '2026-11-27',
    spans: [[420, 1440]] as Span[],
    reason: 'cold' as const,
  }
  expect(linesAhead(hours({ exceptions: [cold] }), NOW, DAYS)).toEqual([
    { days: '11月25日–11月27日', hours: '7:00–24:00（寒潮期间的时间）' },
    { days: '11月30日', hours: '不开' },
    { days: '12月5日', hours: '8:30–18:00' },
  ])
})

it('names the exception that holds today, the last that matches', () => {
  const heat = { from: '2026-11-01', to: '2026-11-30', spans: [] as Span[], reason: 'heat' as const }
  const closed = { from: '2026-11-23', to: '2026-11-24', spans: [] as Span[], reason: 'closed' as const }
  expect(exceptionToday(hours({ exceptions: [heat, closed] }), NOW)).toBe('这几天不开放，到11月24日')
  expect(exceptionToday(hours({ exceptions: [closed] }), at('2026-11-25T00:00'))).toBe('')
})

it('says when something was said, and since when something is out of order', () => {
  expect([
    momentWords(at('2026-11-23T09:12'), NOW),
    momentWords(at('2026-11-22T18:30'), NOW),
    momentWords(at('2026-11-20T18:30'), NOW),
  ]).toEqual(['今天 09:12', '昨天 18:30', '11月20日 18:30'])
  expect([
    sinceWords(at('2026-11-23T09:12'), NOW),
    sinceWords(at('2026-11-22T18:30'), NOW),
    sinceWords(at('2026-11-20T18:30'), NOW),
  ]).toEqual(['今天 09:12', '昨天', '11月20日'])
})
