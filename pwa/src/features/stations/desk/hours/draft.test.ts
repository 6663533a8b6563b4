import { expect, it } from 'vitest'
import type { HoursException, OpeningHours, Span } from '../../types.ts'
import {
  choiceOf,
  closesNextDay,
  comingExceptions,
  daysOf,
  faultOfDates,
  groupsOf,
  isOverruled,
  isSeasonOverruled,
  ruleOf,
  tidied,
  UNSAID,
  withDay,
  withDays,
  withException,
  withMonth,
  withoutException,
  withoutSeason,
  withSeason,
} from './draft.ts'

const OFFICE: Span[] = [[540, 1020]]
const summer = { from: '05-01', to: '09-30', week: Array.from({ length: 7 }, (): Span[] => [[0, 1440]]) }
const dates = (from: string, to: string, patch: Partial<HoursException> = {}): HoursException => ({
  from,
  to,
  spans: [],
  reason: 'other',
  ...patch,
})
const hours = (patch: Partial<OpeningHours>): OpeningHours => ({ ...UNSAID, ...patch })
const spans = (...clocks: [string, string][]) =>
  ruleOf({ mode: 'spans', clocks: clocks.map(([opens, closes]) => ({ opens, closes })), day: 0 })

it('closes on the next day whoever closes at or before the hour of opening', () => {
  expect(spans(['22:00', '06:00'])).toEqual({ rule: [[1320, 1800]] })
  expect(spans(['07:00', '00:00'])).toEqual({ rule: [[420, 1440]] })
  expect(spans(['08:00', '08:00'])).toEqual({ rule: [[480, 1920]] })
  expect(closesNextDay({ opens: '22:00', closes: '06:00' })).toBe(true)
  for (const closes of ['00:00', '23:00', '']) expect(closesNextDay({ opens: '22:00', closes })).toBe(false)
})

it('puts several spans of a day in order, and takes none that overlap or are not filled in', () => {
  expect(spans(['14:00', '17:00'], ['09:00', '12:00'])).toEqual({
    rule: [
      [540, 720],
      [840, 1020],
    ],
  })
  expect(spans(['09:00', '12:00'], ['12:00', '17:00'])).toHaveProperty('rule')
  expect(spans(['09:00', '12:00'], ['11:59', '17:00'])).toEqual({ fault: 'overlap' })
  expect(spans(['20:00', '06:00'], ['23:00', '23:30'])).toEqual({ fault: 'overlap' })
  expect(spans(['09:00', ''])).toEqual({ fault: 'missing' })
  expect(spans()).toEqual({ fault: 'missing' })
})

it.each([
  [null],
  ['asWeek' as const],
  [3],
  [[]],
  [[[0, 1440]] as Span[]],
  [[[480, 1920]] as Span[]],
  [
    [
      [0, 60],
      [540, 1440],
      [1439, 2879],
    ].slice(0, 2) as Span[],
  ],
  [[[1439, 2879]] as Span[]],
])('shows what is said as it can be chosen, and keeps it: %j', (rule) => {
  expect(ruleOf(choiceOf(rule))).toEqual({ rule })
})

it('groups equal neighbours, and sets the days that are named', () => {
  const week = withDays(UNSAID, null, [0, 1, 2, 3, 4], OFFICE).week ?? []
  expect(groupsOf(week).map(({ days }) => days)).toEqual([
    [0, 1, 2, 3, 4],
    [5, 6],
  ])
  expect(week[6]).toEqual([])
  const weekend = withDays(hours({ week, makeup: 0 }), null, [6], [[600, 960]])
  expect(weekend.week?.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 0, 1])
  expect(weekend.makeup).toBe(0)
})

it('sets the week of a season and leaves the others as they were', () => {
  const before = hours({ week: summer.week, seasons: [summer, { ...summer, from: '12-01', to: '02-28' }] })
  const after = withDays(before, 0, [5], OFFICE)
  expect(after.seasons?.[0]?.week[5]).toEqual(OFFICE)
  expect(after.seasons?.[0]).toMatchObject({ from: '05-01', to: '09-30' })
  expect([after.seasons?.[1], after.week]).toEqual([before.seasons?.[1], before.week])
  expect(summer.week[5]).toEqual([[0, 1440]])
  expect(withoutSeason(before, 0).seasons).toEqual([before.seasons?.[1]])
})

it('adds a season over the plain week, and moves one without touching its week', () => {
  const before = hours({ week: Array.from({ length: 7 }, () => OFFICE), seasons: [summer] })
  const added = withSeason(before, null, '10-01', '04-30')
  expect(added.seasons).toEqual([summer, { from: '10-01', to: '04-30', week: before.week }])
  expect(withSeason(added, 0, '06-01', '08-31').seasons?.[0]).toEqual({
    ...summer,
    from: '06-01',
    to: '08-31',
  })
  expect(withSeason(UNSAID, null, '05-01', '09-30').seasons?.[0]?.week).toHaveLength(7)
})

it('knows which season another one takes days from, over New Year too', () => {
  const winter = { ...summer, from: '10-01', to: '04-30' }
  const overruled = (...seasons: (typeof summer)[]) =>
    seasons.map((_, at) => isSeasonOverruled(hours({ seasons }), at))
  expect(overruled(summer, winter)).toEqual([false, false])
  expect(overruled(winter, { ...summer, from: '04-30' })).toEqual([false, true])
  expect(overruled({ ...summer, from: '12-31', to: '12-31' }, winter)).toEqual([false, true])
})

it('names only days that some year has', () => {
  expect([daysOf('02-01'), daysOf('04-30'), daysOf('12-01')]).toEqual([29, 30, 31])
  expect([withMonth('01-31', 2), withMonth('03-05', 11), withDay('09-30', 3)]).toEqual([
    '02-29',
    '11-05',
    '09-03',
  ])
})

it('lets what is said last win, also when it is said anew', () => {
  const [one, other] = [dates('2026-07-01', '2026-07-31'), dates('2026-07-10', '2026-07-12')]
  const both = hours({ exceptions: [one, other] })
  expect([isOverruled(both, one), isOverruled(both, other)]).toEqual([true, false])
  const longer = { ...one, to: '2026-08-15' }
  const after = withException(both, one, longer)
  expect(after.exceptions).toEqual([other, longer])
  expect(isOverruled(after, other)).toBe(true)
  expect(withoutException(after, longer).exceptions).toEqual([other])
})

it('leaves out what is over, but not what may last from yesterday into today', () => {
  const [old, night, ahead] = [
    dates('2026-07-01', '2026-07-09'),
    dates('2026-07-05', '2026-07-10', { spans: [[1200, 1800]] }),
    dates('2026-07-02', '2026-08-01'),
  ]
  const all = hours({ exceptions: [old, night, ahead], note: ' 夜里按铃 ' })
  expect(comingExceptions(all, '2026-07-11')).toEqual([ahead, night])
  expect(tidied(all, '2026-07-11')).toEqual({ ...all, exceptions: [night, ahead], note: '夜里按铃' })
})

it('takes dates from a day to itself or a later one that is not over', () => {
  const fault = (from: string, to: string) => faultOfDates(from, to, '2026-07-11')
  expect([fault('2026-07-11', '2026-07-11'), fault('2026-07-01', '2026-07-11')]).toEqual([null, null])
  expect([fault('2026-07-12', '2026-07-11'), fault('', '2026-07-11'), fault('2026-07-12', '')]).toEqual([
    'dates',
    'dates',
    'dates',
  ])
  expect(fault('2026-07-01', '2026-07-10')).toBe('over')
})
