import { afterEach, expect, it } from 'vitest'
import { changeWords } from './changes.ts'
import { speak } from './index.svelte.ts'

afterEach(() => speak('zh-CN'))

const at = (text: string) => new Date(`2026-11-${text}:00+08:00`).toISOString()
const between = (from: string, to: string) => `${at(from)}/${at(to)}`
const FRIDAY = between('27T19:00', '27T20:30')
const said = (what: string, was = '', now = '') => changeWords({ what, was, now })

it('names the day where it is another, and only the hour where it is not', () => {
  expect(said('time', FRIDAY, between('28T15:00', '28T16:30'))).toBe(
    '时间从 11月27日 周五 19:00 改到 11月28日 周六 15:00',
  )
  expect(said('time', FRIDAY, between('27T15:00', '27T16:30'))).toBe('时间从 19:00 改到 15:00')
  expect(said('time', FRIDAY, between('27T19:00', '27T20:00'))).toBe('结束的时间从 20:30 改到 20:00')
})

it('says what is new, what is gone, and what has only changed', () => {
  expect([
    said('place', '二楼', '社区礼堂'),
    said('place', '', '社区礼堂'),
    said('place', '二楼'),
    said('phone', '0731-1', '0731-2'),
    said('phone', '0731-1'),
    said('link', '', 'https://meeting.example/1'),
    said('point'),
    said('audience'),
  ]).toEqual([
    '地点从“二楼”改到“社区礼堂”',
    '地点改到“社区礼堂”',
    '地点改到网上开',
    '电话从 0731-1 改到 0731-2',
    '电话去掉了',
    '会议链接改到 https://meeting.example/1',
    '导航的位置改了',
    '通知的人改了',
  ])
})

it('says nothing of what only a newer server knows', () => {
  expect([said('colour', 'red', 'blue'), said('time', 'soon', 'later')]).toEqual(['', '时间改了'])
})

it('speaks English', async () => {
  await speak('en')
  expect(said('time', FRIDAY, between('28T15:00', '28T16:30'))).toBe(
    'Time: from 27 Nov Fri 19:00 to 28 Nov Sat 15:00',
  )
})
