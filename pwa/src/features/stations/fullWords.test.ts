import { expect, it } from 'vitest'
import type { Freshness } from './freshness.ts'
import { confirmationInFull, openingInFull, reportsInFull, rideMinutes, wayIn } from './fullWords.ts'
import { evaluate } from './rules/openingHours.ts'
import { makeStation } from './stationMaker.ts'
import type { OpeningHours, SpecialDays, Station } from './types.ts'

const at = (text: string) => new Date(`${text}+08:00`)
const NOW = at('2026-11-23T14:30')
const DAYS: SpecialDays = { from: '2026-01-01', through: '2026-12-31', days: {} }
const FRESH: Freshness = {
  asOf: at('2026-11-23T12:30'),
  staleDays: 3,
  reportHours: 6,
  stale: false,
  reportsKnown: true,
}
const OLD: Freshness = { ...FRESH, asOf: at('2026-11-20T12:30'), stale: true, reportsKnown: false }
const DAILY: OpeningHours = {
  week: Array.from({ length: 7 }, () => [[420, 1320]]),
  holiday: 'asWeek',
  makeup: 'asWeek',
  exceptions: [],
  note: '',
}

function opening(patch: Partial<Station>, now = NOW, distanceM: number | null = null, freshness = FRESH) {
  const station = makeStation({ hours: DAILY, ...patch })
  const { heads, lines } = openingInFull(
    station,
    evaluate(station.hours, now, DAYS),
    now,
    DAYS,
    distanceM,
    freshness,
  )
  return [heads[0]?.words, ...lines]
}

it('says until when it is open, and when it opens again', () => {
  expect(opening({})).toEqual(['现在开着，开到 22:00', '下次明天 7:00 开'])
  expect(opening({}, at('2026-11-23T23:00'))).toEqual(['现在没开，明天 7:00 开'])
  expect(opening({ hours: null })).toEqual(['没有公示开放时间'])
})

it('says since when the hours are listed so', () => {
  expect(opening({ hoursSince: '2026-11-20' })).toContain('11月20日起公示')
  expect(opening({ hoursSince: '2024-11-20' })).toContain('2024年11月20日起公示')
  expect(opening({ hours: null, hoursSince: '2024-11-20' })).toEqual(['没有公示开放时间'])
})

it('tells a rider whether it will still be open on arrival', () => {
  expect(opening({}, NOW, 1000)).toContain('骑车约 5 分钟到，到时还开着')
  expect(opening({}, at('2026-11-23T21:58'), 1000)[0], 'first of all').toBe('骑车约 5 分钟到，到时没开')
  expect(opening({}, NOW, 40_000).join()).not.toContain('骑车')
  expect(rideMinutes(30)).toBe(1)
})

it('gives the reason of an exception, the source’s own words, and the age of old data', () => {
  const cold = {
    from: '2026-11-20',
    to: '2026-12-05',
    spans: [[420, 1440]] as [number, number][],
    reason: 'cold' as const,
  }
  expect(opening({ hours: { ...DAILY, exceptions: [cold], note: '夜里按铃' } }, NOW, null, OLD)).toEqual([
    '现在开着，开到 24:00',
    '下次明天 7:00 开',
    '寒潮期间的时间，到12月5日',
    '原话：夜里按铃',
    '数据旧了，以门口贴的为准',
  ])
})

it('says who confirmed what and when, or for how long nobody has', () => {
  const said = (patch: Partial<Station>, freshness = FRESH) => {
    const { heads, lines } = confirmationInFull(makeStation({ hours: DAILY, ...patch }), NOW, freshness)
    return [heads[0]?.words, heads[0]?.beside, ...lines]
  }
  expect(said({ confirmedAt: at('2026-11-23T09:12') })).toEqual(['今天 09:12', '与公示一致'])
  expect(said({ confirmedAt: at('2026-11-19T09:12') })).toEqual([
    '已经 4 天没有确认',
    '',
    '上次确认：11月19日 09:12',
  ])
  expect(said({ confirmedAt: at('2026-11-19T09:12') }, OLD)).toEqual(['11月19日 09:12', '与公示一致'])
  expect(said({ confirmedAt: at('2026-11-23T00:12'), hours: null })).toEqual(['今天 00:12', ''])
  expect(said({})).toEqual(['现在写的管理员还没有确认', ''])
  expect(said({ liveKnown: false })).toEqual(['不知道', '', '手机里没有这一项，连上网就有'])
  const liveState = {
    kind: 'power_cut',
    since: at('2026-11-23T13:00'),
    until: at('2026-11-23T18:00'),
    note: '热水没有，屋里能坐',
  } as const
  expect(said({ liveState, confirmedAt: at('2026-11-23T09:12') })).toEqual([
    '停电了',
    '今天 13:00 起',
    '管理员说：热水没有，屋里能坐',
    '预计到 18:00',
    '上次确认：今天 09:12',
  ])
})

it('lists every report with its time, and does not take silence in old data for none', () => {
  const lastAt = at('2026-11-23T13:20')
  const station = makeStation({
    reports: [
      { kind: 'crowded', amenity: null, count: 1, lastAt },
      { kind: 'locked', amenity: null, count: 2, lastAt },
    ],
  })
  expect(reportsInFull(station, NOW, FRESH).heads).toEqual([
    { words: '2 人说锁门', beside: '最近 13:20' },
    { words: '1 人说人多', beside: '最近 13:20' },
  ])
  expect(reportsInFull(makeStation({}), NOW, FRESH).heads[0]?.words).toBe('没有人反映问题')
  expect(reportsInFull(makeStation({}), NOW, OLD)).toMatchObject({
    heads: [{ words: '不知道' }],
    lines: ['11月20日存的，去前先打电话。'],
  })
})

it('says how to get in, and then what the source adds', () => {
  const way = (patch: Partial<Station>) => wayIn(makeStation(patch))
  expect(way({ entry: 'register', entryNote: '只留电话' }).entry).toBe('登记后进。只留电话')
  expect(way({ entry: 'scan' }).entry).toBe('扫门上的码进')
  expect(way({ entry: 'unknown', entryNote: '二楼' }).entry).toBe('二楼')
  expect(way({ parking: '门口路边', gateWords: '“去歇脚”' })).toMatchObject({
    parking: '电动车：门口路边',
    gate: '保安问起，就说：“去歇脚”',
  })
  expect(way({})).toMatchObject({ parking: '', gate: '' })
})
