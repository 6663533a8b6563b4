import { afterEach, expect, it } from 'vitest'
import { speak } from '../../i18n/index.svelte.ts'
import { farWords, hoursOf, nextShift, placeWords, roomWords, whenParts } from './words.ts'

afterEach(() => speak('zh-CN'))

const at = (text: string) => new Date(`2026-11-${text}:00+08:00`)
const shift = (id: string, from: string, to: string, cancelledAt: string | null = null) => ({
  ...{ id, startsAt: at(from).toISOString(), endsAt: at(to).toISOString(), cancelledAt },
  ...{ breakMinutes: 0, capacity: 2, free: 1, waiting: 0, mine: null },
})

it('shows the shift that comes next, and none that is off', () => {
  const shifts = [
    shift('over', '27T09:00', '27T11:00'),
    shift('off', '28T09:00', '28T11:00', '2026-11-26T00:00:00Z'),
    shift('next', '29T09:00', '29T11:00'),
  ]
  expect(nextShift({ shifts }, at('28T08:00'))?.id).toBe('next')
  expect(nextShift({ shifts }, at('27T10:00'))?.id).toBe('over')
  expect(nextShift({ shifts }, at('30T10:00'))?.id).toBe('next')
})

it('says when, and how far off', async () => {
  const one = shift('1', '28T09:00', '28T12:00')
  expect(whenParts(one)).toEqual(['11月28日 周六', '09:00–12:00'])
  expect([farWords(one, at('27T23:00')), farWords(one, at('28T10:00'))]).toEqual(['明天', '正在进行'])
})

it('says where once', () => {
  const place = { words: '一楼大厅' }
  expect(placeWords({ place, stationName: '溁湾镇工会驿站' })).toBe('溁湾镇工会驿站 · 一楼大厅')
  expect(placeWords({ place, stationName: null })).toBe('一楼大厅')
  expect(placeWords({ place: { words: '溁湾镇工会驿站门口' }, stationName: '溁湾镇工会驿站' })).toBe(
    '溁湾镇工会驿站门口',
  )
})

it('says whether there is room, and never rounds hours up', () => {
  expect(roomWords({ free: 3, waiting: 0 })).toBe('还要 3 人')
  expect(roomWords({ free: 0, waiting: 0 })).toBe('满了，可以候补')
  expect(roomWords({ free: 0, waiting: 2 })).toBe('满了，2 人候补')
  expect([0, 59, 90, 7_590].map(hoursOf)).toEqual(['0', '0.9', '1.5', '126.5'])
})
