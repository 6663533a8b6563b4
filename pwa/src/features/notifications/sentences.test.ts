import { afterEach, expect, it } from 'vitest'
import { speak } from '../../i18n/index.svelte.ts'
import type { Notice } from '../../store/notices.ts'
import { sentencesOf } from './sentences.ts'

afterEach(() => speak('zh-CN'))

const TALK = {
  form: 'talk',
  title: '外卖车停放怎么办',
  startsAt: '2026-11-26T06:30:00Z',
  place: '文艺路街道办事处二楼',
  online: false,
  reason: '',
}
const of = (kind: string, facts: object = {}, topic: Notice['topic'] = 'consultations') =>
  sentencesOf({ kind, topic, facts: { ...facts } })
const said = (kind: string, facts?: object, topic?: Notice['topic']) =>
  Object.values(of(kind, facts, topic))
    .flat()
    .filter(Boolean)

it('says which meeting, when and where', () => {
  expect(said('consultation.announced', TALK)).toEqual([
    '11月26日恳谈会，请您回话',
    '外卖车停放怎么办',
    '周四 14:30，文艺路街道办事处二楼',
  ])
})

it('asks nobody for an answer to a meeting that is over', () => {
  const facts = { ...TALK, endsAt: '2026-11-26T08:00:00Z' }
  const head = (kind: string, now: string) =>
    sentencesOf({ kind: `consultation.${kind}`, topic: 'consultations', facts }, new Date(now)).head
  expect(head('announced', '2026-11-26T07:59:00Z')).toBe('11月26日恳谈会，请您回话')
  for (const kind of ['announced', 'changed', 'reminder'])
    expect(head(kind, '2026-11-26T08:00:00Z')).toBe('11月26日的恳谈会开过了')
  expect(head('cancelled', '2026-11-26T08:00:00Z')).toBe('11月26日的恳谈会不开了')
})

it('says what became of a meeting, and why', () => {
  const reason = '会议室漏水'
  expect(said('consultation.changed', { ...TALK, reason })).toEqual([
    '恳谈会改了，请再看一眼',
    '外卖车停放怎么办',
    '11月26日 周四 14:30，文艺路街道办事处二楼',
    '会议室漏水',
  ])
  expect(said('consultation.held', TALK)[0]).toBe('11月26日的恳谈会还没定下来，先别去，定了再通知您')
  expect(said('consultation.cancelled', { ...TALK, reason })).toEqual([
    '11月26日的恳谈会不开了',
    '外卖车停放怎么办',
    '会议室漏水',
  ])
  expect(of('consultation.reminder', TALK).head).toBe('别忘了11月26日的恳谈会')
  expect(of('consultation.approval_wanted', TALK).head).toBe('有一场恳谈会等您审核')
})

it('says of a record that it is there, that it stays, and what came of a correction', () => {
  expect(said('consultation.record_open', TALK)).toEqual([
    '11月26日的恳谈会记录写好了，写错了您能要求更正',
    '外卖车停放怎么办',
  ])
  expect(said('consultation.record_rewritten', TALK)[0]).toBe('11月26日的恳谈会记录改过了，更正的日子重新算')
  expect(said('consultation.record_names_you', TALK)[0]).toBe(
    '11月26日的恳谈会记录署了您的名字，不想署，点一下就去掉',
  )
  expect(said('consultation.objection_raised', TALK, 'tasks')).toEqual([
    '有人对11月26日的恳谈会记录提了异议，等召集人答复',
    '外卖车停放怎么办',
  ])
  expect(of('consultation.record_sealed', TALK).head).toBe('11月26日的恳谈会记录封存了')
  expect(of('consultation.remark_taken', TALK).head).toBe('您要求更正的恳谈会记录，改了')
  expect(of('consultation.remark_left', TALK).head).toBe('您对恳谈会记录说的，有答复了，没改')
  expect(said('consultation.guest_remark_taken', TALK, 'tasks')).toEqual([
    '您替人要求更正的恳谈会记录，改了，请转告本人',
    '外卖车停放怎么办',
  ])
})

it('says of an activity what became of it, and how it was', () => {
  const shift = {
    activity: 'cleaning',
    title: '把楼道里的杂物清一清',
    startsAt: '2026-11-28T01:00:00Z',
    endsAt: '2026-11-28T04:00:00Z',
    place: '识字里社区门口',
  }
  expect(said('activity.promoted', shift, 'volunteering')).toEqual([
    '候补上了：11月28日的志愿活动有您的位子',
    '把楼道里的杂物清一清',
    '11月28日 周六 09:00，识字里社区门口',
  ])
  const changes = [{ what: 'place', was: '广场', now: '识字里社区门口' }]
  expect(of('activity.changed', { ...shift, changes }, 'volunteering').changes).toEqual([
    '地点从“广场”改到“识字里社区门口”',
  ])
  expect(said('activity.cancelled', { ...shift, reason: '下雨' }, 'volunteering')).toEqual([
    '11月28日的志愿活动不办了',
    '把楼道里的杂物清一清',
    '下雨',
  ])
  expect(of('activity.still_there', shift, 'volunteering').head).toBe('还在吗？活动结束了，您还没有签退')
  expect(of('activity.leading', shift, 'tasks').head).toBe('11月28日的志愿活动由您带队')
  const others = [
    { what: 'break', was: '90', now: '15' },
    { what: 'lead', was: '', now: '' },
  ]
  expect(of('activity.changed', { ...shift, changes: others }, 'volunteering').changes).toEqual([
    '休息从 90 分钟改到 15 分钟',
    '带队换了人',
  ])
  const reminder = of('activity.reminder', shift, 'volunteering')
  expect(reminder.head).toContain('别忘了')
  const other = {
    otherTitle: '给老人送午饭',
    otherStartsAt: '2026-11-29T01:00:00Z',
    otherEndsAt: '2026-11-29T04:00:00Z',
  }
  const overlaps = of('activity.overlaps', { ...shift, ...other }, 'volunteering')
  expect(overlaps.changes).toEqual(['另一场：给老人送午饭，11月29日 周日 09:00–12:00'])
  expect(said('record.kept', { title: '扫楼道' }, 'volunteering')).toEqual([
    '您提的异议有答复了：不改',
    '扫楼道',
  ])
  expect(said('activity.newer', shift, 'volunteering')).toEqual(['您报名的志愿活动有新通知'])
})

it('says of what has changed how it was', () => {
  const changes = [
    {
      what: 'time',
      was: '2026-11-26T06:30:00Z/2026-11-26T08:00:00Z',
      now: '2026-11-26T07:00:00Z/2026-11-26T08:00:00Z',
    },
    { what: 'newer', was: 'a', now: 'b' },
  ]
  expect(of('consultation.changed', { ...TALK, changes }).changes).toEqual(['时间从 14:30 改到 15:00'])
  expect(of('consultation.changed', { ...TALK, changes: 'all' }).changes).toEqual([])
})

it('says to whoever wrote a meeting what a second person thinks of it', () => {
  expect(of('consultation.approved', TALK).head).toBe('您写的恳谈会审核通过了')
  expect(of('consultation.sent_back', { ...TALK, reason: '撞上午饭' })).toMatchObject({
    head: '您写的恳谈会退回来了，请改一改',
    reason: '撞上午饭',
  })
})

it('says of a meeting without a place that it is online', () => {
  expect(of('consultation.announced', { ...TALK, place: '', online: true }).where).toBe('周四 14:30，网上开')
})

it('says what came of a report, and what waits for a manager', () => {
  const station = '湘江路工会驿站'
  expect(said('report.answered', { station, answer: 'fixed' }, 'reports')).toEqual([
    '您反映的处理好了',
    station,
  ])
  expect(said('report.answered', { station, answer: 'fixed', corrected: true }, 'reports')).toEqual([
    '答复改了：您反映的处理好了',
    station,
  ])
  const heads = ['closed', 'reopened'].map((answer) => said('report.answered', { station, answer })[0])
  expect(heads).toEqual(['您反映过的那一处，已经撤下了', '您反映过的那一处又开了，反映的事还等着处理'])
  expect(said('report.answered', { station, answer: 'relisted' }, 'reports')[0]).toBe(
    '您反映的那样，驿站又列出来了，等管理员答复',
  )
  expect(said('station.closed', { station }, 'reports')).toEqual(['这一处没有了，已经撤下', station])
  expect(said('station.doubted', { station }, 'tasks')).toEqual(['不止一位骑手说锁着门，请您看看', station])
})

it('calls a suggestion one, and what asks for something a request', () => {
  const facts = { field: 'parking', title: '美食街停车' }
  expect(said('case.gathered', { ...facts, kind: 'suggestion' }, 'reports')).toEqual([
    '您提的建议和别人的归到了一个议题',
    '美食街停车',
  ])
  expect(said('case.declined', { field: 'parking', kind: 'suggestion' }, 'reports')[0]).toBe(
    '您提的建议没有受理，点开看原因',
  )
  // An older server does not say which.
  expect(said('case.gathered', facts, 'reports')[0]).toBe('您提的诉求和别人的归到了一个议题')
})

it('says to whom proposed a concern, and who wants it, in which it goes on', () => {
  const facts = { title: '美食街停车' }
  expect(said('concern.merged', facts, 'reports')).toEqual(['您提的事并到了别的议题，一起办', '美食街停车'])
  expect(said('concern.yours_merged', facts, 'tasks')).toEqual(['您合成的议题并到了别的议题', '美食街停车'])
})

it.each([
  ['consultation.moved', 'consultations', '您有一条议事通知'],
  ['case.later', 'reports', '您反映的事有了回音'],
  ['toString', 'tasks', '有一件待办'],
] as const)('says something of %s, which a newer server sends', (kind, topic, words) => {
  expect(said(kind, {}, topic)).toEqual([words])
})

it('leaves out what the facts do not tell', () => {
  expect(said('consultation.announced')).toEqual(['有一场会，请您回话'])
  expect(said('report.answered', {}, 'reports')).toEqual(['您反映的事有了回音'])
  expect(said('consultation.cancelled', { form: 'council', startsAt: 'soon', title: 7 })).toEqual([
    '议事会不开了',
  ])
})

it('speaks English, and leaves names as they are', async () => {
  await speak('en')
  expect(said('consultation.announced', TALK)).toEqual([
    'A talk on 26 Nov: will you come?',
    '外卖车停放怎么办',
    'Thu 14:30, 文艺路街道办事处二楼',
  ])
  expect(of('consultation.changed', TALK).where).toBe('Thu 26 Nov, 14:30, 文艺路街道办事处二楼')
  expect(of('consultation.cancelled', TALK).head).toBe('The talk on 26 Nov is off')
})

it('says how many hours lapse on which day, and what became of a voucher', () => {
  expect(said('benefit.lapsing', { minutes: 150, on: '2026-12-26' })[0]).toContain(
    '2.5 小时可兑换时长12月26日到期',
  )
  expect(said('voucher.void', { title: '免费体检一次', minutes: 120 })).toEqual([
    '您的一张优待券作废了，时长已经退回',
    '免费体检一次',
  ])
  expect(said('voucher.owed', { title: '免费体检一次', minutes: 120 })[0]).toContain('再有时长先扣这一次')
})
