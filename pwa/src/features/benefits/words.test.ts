import { afterEach, expect, it } from 'vitest'
import { b, translate } from '../../i18n/benefits.svelte.ts'
import { speak } from '../../i18n/index.svelte.ts'
import type { Benefit, Missing, Offer, Voucher } from './types.ts'
import {
  closedDays,
  isUsable,
  missingWords,
  notTodayWords,
  overWords,
  untilWords,
  whoWords,
} from './words.ts'

const NOW = new Date('2026-11-26T04:00:00Z')
const benefit = {
  divisionName: '长沙市',
  eligibility: {
    stars: 2,
    minutes: 6000,
    recentMinutes: 600,
    recentDays: 90,
    cleanYears: 1,
    minAge: 60,
    maxAge: null,
  },
} as Benefit
const offer = { benefit } as Offer
const voucher = (told: Partial<Voucher>) =>
  ({ state: 'issued', expiresAt: '2026-12-27T16:00:00Z', costMinutes: 90, ...told }) as Voucher
const missing = (told: Partial<Missing> & Pick<Missing, 'kind'>) =>
  missingWords({ lackMinutes: null, need: null, most: null, on: null, ...told }, offer)

afterEach(() => speak('zh-CN'))

it('says what to do about what is missing', () => {
  expect(missing({ kind: 'minutes', lackMinutes: 720 })).toBe('再服务 12\u00a0小时即可')
  expect(missing({ kind: 'stars', lackMinutes: 90, need: 2 })).toBe(
    '再服务 1\u00a0小时 30\u00a0分钟，到 2 星即可',
  )
  expect(missing({ kind: 'recent_minutes', lackMinutes: 30 })).toBe('90 天里再服务 30\u00a0分钟即可')
  expect(missing({ kind: 'quota', on: '2027-01-01' })).toBe('您领过了，1月1日再领')
  expect(missing({ kind: 'home' })).toBe('家在长沙市的才能领')
  expect(missing({ kind: 'age', need: 60 })).toBe('满 60 岁')
})

it('says the rule line by line, whoever reads it', () => {
  expect(whoWords(benefit)).toEqual([
    '家在长沙市',
    '2 星以上',
    '核实的服务满 100\u00a0小时',
    '90 天里核实的服务满 10\u00a0小时',
    '1 年好记录',
    '满 60 岁',
  ])
})

it('lets a voucher run out by itself, also where nobody can be asked', () => {
  expect(isUsable(voucher({}), NOW)).toBe(true)
  expect(isUsable(voucher({ state: 'locked' }), NOW)).toBe(true)
  expect(isUsable(voucher({}), new Date('2026-12-27T16:00:00Z'))).toBe(false)
  expect(isUsable(voucher({ state: 'used' }), NOW)).toBe(false)
})

it('names the last day, not the midnight after it, and says when that is near', () => {
  expect(untilWords(voucher({}), NOW)).toEqual({
    words: '最晚12月27日用',
    last: '12月27日 24:00',
    soon: false,
  })
  expect(untilWords(voucher({ expiresAt: '2026-11-28T16:00:00Z' }), NOW)).toMatchObject({ soon: true })
})

it('says that no counter takes it today, and which days are still ahead', () => {
  const blackouts = [
    { since: '2026-11-20', until: '2026-11-24' },
    { since: '2026-11-26', until: '2026-11-28' },
    { since: '2026-12-27', until: '2026-12-30' },
    { since: '2027-02-05', until: '2027-02-11' },
  ]
  const one = voucher({ benefit: { ...benefit, blackouts } })
  expect(closedDays(one, NOW).map(({ since }) => since)).toEqual(['2026-11-26', '2026-12-27'])
  expect(notTodayWords(one, NOW)).toBe('今天不能用，11月28日以后再用')
  expect(notTodayWords(one, new Date('2026-11-25T15:59:00Z'))).toBe('')
  expect(notTodayWords(one, new Date('2026-12-26T16:00:00Z'))).toBe('今天不能用，到期以前柜台都不收')
})

it('says how a voucher ended, and that its minutes came back', () => {
  const at = '2026-11-20T02:22:00Z'
  expect(overWords(voucher({ state: 'used', usedAt: at }), NOW)).toBe('11月20日 10:22 用过')
  expect(overWords(voucher({ state: 'cancelled', endedAt: at }), NOW)).toBe(
    '11月20日退了，1\u00a0小时 30\u00a0分钟已退回',
  )
  expect(overWords(voucher({ state: 'expired', endedAt: at, costMinutes: 0 }), NOW)).toBe('11月20日过期')
})

it('speaks English too, once its words have come', async () => {
  await speak('en')
  await translate()
  expect(b('benefits')).toBe('Benefits')
  expect(missing({ kind: 'minutes', lackMinutes: 720 })).toBe('Serve 12\u00a0h more')
})
