import { afterEach, expect, it } from 'vitest'
import { bytes, list } from './format.more.ts'
import {
  ago,
  clock,
  day,
  dayNumber,
  distance,
  distanceParts,
  hoursAndMinutes,
  minutesOfDay,
  startOfDay,
  weekday,
  wind,
} from './format.ts'
import { speak } from './index.svelte.ts'

afterEach(() => speak('zh-CN'))

const at = (text: string) => new Date(`${text}+08:00`)

it('reads every clock as Changsha does, wherever the phone thinks it is', () => {
  expect(clock(at('2026-11-23T09:12'))).toBe('09:12')
  expect(minutesOfDay(new Date('2026-11-22T16:00:00Z'))).toBe(0)
  expect(dayNumber(new Date('2026-11-22T16:00:00Z')) - dayNumber(new Date('2026-11-22T15:59:00Z'))).toBe(1)
  expect(startOfDay(dayNumber(at('2026-11-23T23:59')))).toEqual(at('2026-11-23T00:00'))
})

it('closes at 24:00 rather than at 00:00, and counts small hours of the next day from one', () => {
  expect(hoursAndMinutes(480)).toBe('8:00')
  expect(hoursAndMinutes(1440)).toBe('24:00')
  expect(hoursAndMinutes(1560)).toBe('2:00')
})

it('rounds to tens of metres, and kilometres to one figure up to ten', () => {
  expect([4, 183, 994, 995, 1930, 9940, 12_400].map(distance)).toEqual([
    '10\u00a0米',
    '180\u00a0米',
    '990\u00a0米',
    '1\u00a0公里',
    '1.9\u00a0公里',
    '9.9\u00a0公里',
    '12\u00a0公里',
  ])
  expect(distanceParts(183)).toEqual({ figure: '180', unit: '米' })
})

it('names eight winds', () => {
  expect([0, 45, 92, 158, 202, 247, 293, 337.6, -45].map(wind)).toEqual([
    '北',
    '东北',
    '东',
    '南',
    '南',
    '西南',
    '西北',
    '北',
    '西北',
  ])
})

it('says how long ago in the largest whole unit', () => {
  const now = at('2026-11-23T14:30')
  const before = (minutes: number) => ago(new Date(now.getTime() - minutes * 60_000), now)
  expect([0, 1, 59, 60, 119, 1439, 1440, 4400].map(before)).toEqual([
    '刚刚',
    '1 分钟前',
    '59 分钟前',
    '1 小时前',
    '1 小时前',
    '23 小时前',
    '1 天前',
    '3 天前',
  ])
})

it('writes days, lists and sizes as each language does', async () => {
  const monday = at('2026-11-23T00:30')
  expect([day(monday), weekday(monday), list(['热水', '微波炉']), bytes(288_400)]).toEqual([
    '11月23日',
    '周一',
    '热水和微波炉',
    '288\u00a0kB',
  ])
  await speak('en')
  expect([day(monday), weekday(monday), list(['hot water', 'toilet']), bytes(1_240_000)]).toEqual([
    '23 Nov',
    'Mon',
    'hot water and toilet',
    '1.2\u00a0MB',
  ])
  expect([distance(183), distance(1930), wind(45)]).toEqual(['180\u00a0m', '1.9\u00a0km', 'NE'])
})
