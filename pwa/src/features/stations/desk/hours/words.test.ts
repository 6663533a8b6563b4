import { expect, it } from 'vitest'
import type { OpeningHours, Span, SpecialDays } from '../../types.ts'
import { changesOf, type Revision } from '../revisionWords.ts'
import { UNSAID } from './draft.ts'
import { datesWords, daysAhead, scheduleLines } from './words.ts'

const NOW = new Date('2026-11-23T23:30:00+08:00')
const DAYS: SpecialDays = {
  from: '2026-01-01',
  through: '2026-12-05',
  days: { '2026-11-30': 'holiday', '2026-11-28': 'makeup' },
}
const OFFICE: Span[] = [[540, 1020]]
const hours: OpeningHours = {
  ...UNSAID,
  week: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []],
  holiday: [],
  makeup: 0,
}
const heat = { from: '2026-11-24', to: '2026-11-25', spans: [[420, 1440]] as Span[], reason: 'heat' as const }

it('shows two weeks from today on, with the holidays, the workdays and the dates', () => {
  const days = daysAhead({ ...hours, exceptions: [heat] }, hours, NOW, DAYS)
  expect(days).toHaveLength(14)
  expect(days[0]).toMatchObject({ at: new Date('2026-11-23T00:00:00+08:00'), hours: '9:00–17:00', why: '' })
  expect(days[1]).toMatchObject({ hours: '7:00–24:00', why: '高温延时', changed: true })
  expect(days[5]).toMatchObject({ hours: '9:00–17:00', why: '调休上班', changed: false })
  expect(days[7]).toMatchObject({ hours: '不开', why: '法定节假日' })
  expect(days.filter(({ changed }) => changed)).toHaveLength(2)
})

it('says of a day beyond the holidays known that nobody knows, where it matters', () => {
  const far = daysAhead(hours, null, NOW, { ...DAYS, through: '2026-11-24' })
  expect(far[2]).toMatchObject({ hours: '不明', why: '节假日安排还没公布' })
  expect(far.every(({ changed }) => changed)).toBe(true)
})

it('says the whole schedule, seasons and dates too', () => {
  const season = { from: '05-01', to: '09-30', week: hours.week ?? [] }
  expect(scheduleLines({ ...hours, seasons: [season], exceptions: [heat], note: '按铃' }, NOW)).toEqual([
    { days: '5月1日到9月30日', hours: '周一到周五 9:00–17:00，周六到周日 不开' },
    { days: '平时', hours: '周一到周五 9:00–17:00，周六到周日 不开' },
    { days: '法定节假日', hours: '不开' },
    { days: '调休上班日', hours: '按周一的时间' },
    { days: '11月24日–11月25日', hours: '7:00–24:00（高温延时）' },
    { days: '另外一句', hours: '按铃' },
  ])
})

it('names the year where it is another', () => {
  expect(datesWords({ from: '2026-12-30', to: '2027-01-02' }, NOW)).toBe('12月30日–2027年1月2日')
  expect(datesWords({ from: '2026-12-30', to: '2026-12-30' }, NOW)).toBe('12月30日')
})

it('tells of a changed date in the record, and not the week that stayed', () => {
  const revision = { before: { hours }, after: { hours: { ...hours, exceptions: [heat] } } }
  expect(changesOf(revision as unknown as Revision, NOW)).toEqual([
    { what: '开放时间', before: '没有这一条', after: '11月24日–11月25日 7:00–24:00（高温延时）' },
  ])
})

it('names a season where it begins among the days ahead, and where it ends, and not on each day', () => {
  const winter = { from: '11-01', to: '11-25', week: Array.from({ length: 7 }, () => OFFICE) }
  const days = daysAhead({ ...hours, seasons: [winter] }, hours, NOW, DAYS)
  expect(days.map(({ season }) => season).filter(Boolean)).toEqual([
    '11月1日到11月25日的时间',
    '从这天起按平时的时间',
  ])
  expect(days[3]?.season).toBe('从这天起按平时的时间')
  expect(daysAhead(hours, hours, NOW, DAYS).every(({ season }) => season === '')).toBe(true)
})

it('says of a season in the record what changed of it, once', () => {
  const summer = { from: '06-01', to: '08-31', week: hours.week ?? [] }
  const longer = { ...summer, to: '09-30' }
  const told = (before: OpeningHours, after: OpeningHours) =>
    changesOf({ before: { hours: before }, after: { hours: after } } as unknown as Revision, NOW)
  const [one, other] = [summer, longer].map((season) => ({ ...hours, seasons: [season] })) as [
    OpeningHours,
    OpeningHours,
  ]
  expect(told(one, other)).toEqual([
    {
      what: '开放时间',
      before: '6月1日到8月31日 周一到周五 9:00–17:00，周六到周日 不开',
      after: '6月1日到9月30日 周一到周五 9:00–17:00，周六到周日 不开',
    },
  ])
  expect(told(hours, one)[0]).toMatchObject({ before: '没有这一条', after: expect.stringMatching('^6月1日') })
  const { seasons: _, ...unseasoned } = hours
  expect(told(unseasoned, { ...hours, seasons: [] })).toEqual([])
})
