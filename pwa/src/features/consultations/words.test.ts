import { afterEach, expect, it } from 'vitest'
import { speak } from '../../i18n/index.svelte.ts'
import { answerWords, distanceWords, hoursWords, parted, placeWords, signOf, takingPlace } from './words.ts'

afterEach(() => speak('zh-CN'))

const at = (text: string) => new Date(`2026-11-${text}:00+08:00`)
const meeting = (from: string, to: string) => ({
  startsAt: at(from).toISOString(),
  endsAt: at(to).toISOString(),
})

it('writes the day on its sign in either language', async () => {
  const afternoon = meeting('26T14:30', '26T16:00')
  expect(signOf(afternoon)).toEqual({ day: '26', month: '11月 周四', hour: '14:30' })
  await speak('en')
  expect(signOf(afternoon)).toEqual({ day: '26', month: 'Thu Nov', hour: '14:30' })
})

it('counts days by the calendar in Shanghai, not by the hour', () => {
  const talk = meeting('26T14:30', '26T16:00')
  const told = ['24T23:59', '25T00:01', '26T08:00', '26T15:00', '26T16:00', '27T00:01', '29T00:00']
  expect(told.map((now) => distanceWords(talk, at(now)))).toEqual([
    '后天',
    '明天',
    '今天',
    '正在开',
    '今天',
    '昨天',
    '3 天前',
  ])
  expect(distanceWords(talk, at('14T09:00'))).toBe('12 天后')
})

it('names the day of an end that is on another one', () => {
  expect(hoursWords(meeting('26T14:30', '26T16:00'))).toBe('14:30–16:00')
  expect(hoursWords(meeting('26T22:30', '27T00:15'))).toBe('22:30–11月27日 00:15')
})

it('says where, once, or that it is online', () => {
  const place = (words: string, stationName: string | null) =>
    placeWords({ place: { words, link: '' }, stationName })
  expect(place('二楼会议室', '溁湾镇工会驿站')).toBe('二楼会议室 · 溁湾镇工会驿站')
  expect(place('溁湾镇工会驿站', '溁湾镇工会驿站')).toBe('溁湾镇工会驿站')
  expect(place('溁湾镇 工会驿站（二楼）', '溁湾镇工会驿站')).toBe('溁湾镇 工会驿站（二楼）')
  expect(place('工会驿站', '溁湾镇工会驿站')).toBe('溁湾镇工会驿站')
  expect(place('', '溁湾镇工会驿站')).toBe('溁湾镇工会驿站')
  expect(place('', null)).toBe('线上开')
})

it('says back what one has answered', () => {
  const said = (answer: 'coming' | 'not_coming' | 'sending', people = 1, delegate = '') =>
    answerWords({ answer, people, delegate })
  expect([said('coming'), said('coming', 3), said('not_coming'), said('sending', 1, '王姐')]).toEqual([
    '您说去',
    '您说去，3 人',
    '您说不去',
    '您让王姐去',
  ])
  // A month after the meeting the name is let go of.
  expect(said('sending')).toBe('您让别人去')
})

it('puts the nearest to come first, and the latest first of those that are over', () => {
  const [first, second, over, older] = [
    meeting('26T14:30', '26T16:00'),
    meeting('28T14:30', '28T16:00'),
    meeting('24T14:30', '24T16:00'),
    meeting('20T14:30', '20T16:00'),
  ]
  expect(parted([older, second, over, first], at('26T15:00'))).toEqual({
    ahead: [first, second],
    over: [over, older],
  })
})

it('counts those that take place', () => {
  const cancelledAt = at('25T09:00').toISOString()
  expect(takingPlace([{ cancelledAt: null }, { cancelledAt }])).toBe(1)
})
