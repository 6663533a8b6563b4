import { afterEach, describe, expect, it } from 'vitest'
import { speak } from '../../i18n/index.svelte.ts'
import { makeStation as station } from './stationMaker.ts'
import type { Answer, ReportHere, Station } from './types.ts'
import { closingHour, confirmationFact, entryWords, hourToCome, openingFact, reportFact } from './words.ts'

afterEach(() => speak('zh-CN'))

const at = (text: string) => new Date(`${text}+08:00`)
/** A Monday afternoon. */
const NOW = at('2026-11-23T14:30')
const STALE_DAYS = 3

describe('the listed hours', () => {
  const said = (answer: Answer, stale = false) => openingFact(answer, NOW, stale).words
  const open = (until: string | null, then: Answer['then'] = 'closed'): Answer => ({
    state: 'open',
    until: until ? at(until) : null,
    then,
  })
  const closed = (until: string | null, then: Answer['then'] = 'open'): Answer => ({
    state: 'closed',
    until: until ? at(until) : null,
    then,
  })

  it('says until when it is open', () => {
    expect(said(open('2026-11-23T22:00'))).toBe('开到 22:00')
    expect(said(open('2026-11-24T00:00'))).toBe('开到 24:00')
    expect(said(open('2026-11-24T02:00'))).toBe('开到 2:00')
    expect(said(open('2026-11-24T10:00'))).toBe('开到明天 10:00')
  })

  it('is open all day when nothing ends it within a day', () => {
    expect(said(open(null, null))).toBe('全天开')
    expect(said(open('2026-11-30T00:00', 'unknown'))).toBe('全天开')
  })

  it('says when it opens next', () => {
    expect(said(closed('2026-11-23T18:00'))).toBe('18:00 开')
    expect(said(closed('2026-11-24T08:00'))).toBe('明天 8:00 开')
    expect(said(closed('2026-11-27T08:00'))).toBe('周五 8:00 开')
    expect(said(closed('2026-12-01T08:00'))).toBe('12月1日 8:00 开')
  })

  it('promises no opening where nobody knows of one', () => {
    expect(said(closed(null, null))).toBe('今天不开')
    expect(said(closed('2026-11-24T00:00', 'unknown'))).toBe('今天不开')
    expect(said({ state: 'unknown', until: null, then: null })).toBe('时间不明')
  })

  it('only says what was listed when the data is old', () => {
    expect(openingFact(open('2026-11-23T22:00'), NOW, true)).toEqual({
      words: '公示 22:00',
      icon: 'clock',
      tone: 'mute',
    })
    expect(said(open(null, null), true)).toBe('公示全天')
  })
})

describe('the manager’s confirmation', () => {
  const fact = (patch: Partial<Station>, stale = false) =>
    confirmationFact(station(patch), NOW, STALE_DAYS, stale)

  it('says when, and is lit once it is old', () => {
    expect(fact({ confirmedAt: at('2026-11-23T09:12') })).toMatchObject({ words: '09:12 确认', tone: 'ok' })
    expect(fact({ confirmedAt: at('2026-11-22T23:59') })).toMatchObject({ words: '昨天确认', tone: 'ok' })
    expect(fact({ confirmedAt: at('2026-11-21T09:00') })).toMatchObject({ words: '2 天前确认', tone: 'ok' })
    expect(fact({ confirmedAt: at('2026-11-20T20:00') })).toMatchObject({ words: '3 天未确认', tone: 'warn' })
    expect(fact({ confirmedAt: at('2026-09-01T20:00') })).toMatchObject({ words: '很久未确认', tone: 'warn' })
    expect(fact({})).toMatchObject({ words: '还没确认', tone: 'warn' })
  })

  it('cannot say that nobody confirmed since, when the data is old', () => {
    expect(fact({ confirmedAt: at('2026-11-20T20:00') }, true)).toMatchObject({
      words: '3 天前确认',
      tone: 'warn',
    })
  })

  it('is in doubt when two people found the door locked afterwards, and no longer once it is confirmed anew', () => {
    const locked: ReportHere = { kind: 'locked', amenity: null, count: 2, lastAt: at('2026-11-23T13:00') }
    expect(fact({ confirmedAt: at('2026-11-23T09:12'), reports: [locked] }).words).toBe('未确认')
    expect(fact({ confirmedAt: at('2026-11-23T13:30'), reports: [locked] }).words).toBe('13:30 确认')
    expect(fact({ reports: [locked] }).words).toBe('未确认')
    expect(fact({ confirmedAt: at('2026-11-23T09:12'), reports: [{ ...locked, count: 1 }] }).words).toBe(
      '09:12 确认',
    )
  })

  it('is in doubt no more once it was confirmed, whatever was changed of it since', () => {
    const locked: ReportHere = { kind: 'locked', amenity: null, count: 2, lastAt: at('2026-11-23T13:00') }
    expect(fact({ clearedAt: at('2026-11-23T13:30'), reports: [locked] }).words).toBe('还没确认')
    expect(fact({ clearedAt: at('2026-11-23T09:12'), reports: [locked] }).words).toBe('未确认')
  })

  it('puts what holds now before it, until that has passed', () => {
    const since = at('2026-11-23T12:00')
    const confirmedAt = at('2026-11-23T09:12')
    expect(fact({ confirmedAt, liveState: { kind: 'closed', since, until: null, note: '' } })).toMatchObject({
      words: '临时关闭',
      tone: 'stop',
    })
    expect(
      fact({ confirmedAt, liveState: { kind: 'full', since, until: at('2026-11-23T15:00'), note: '' } }),
    ).toMatchObject({ words: '满员', tone: 'warn' })
    expect(
      fact({ confirmedAt, liveState: { kind: 'full', since, until: at('2026-11-23T14:00'), note: '' } })
        .words,
    ).toBe('09:12 确认')
  })

  it('says of a full station that its door was found locked, too', () => {
    const since = at('2026-11-23T12:00')
    const locked: ReportHere = { kind: 'locked', amenity: null, count: 2, lastAt: at('2026-11-23T13:00') }
    const state = (kind: 'full' | 'closed') => ({ kind, since, until: at('2026-11-23T15:00'), note: '' })
    expect(fact({ liveState: state('full'), reports: [locked] }).words).toBe('满员 · 未确认')
    expect(fact({ liveState: state('closed'), reports: [locked] }).words).toBe('临时关闭')
  })

  it('is not known, rather than absent, without a live pack', () => {
    expect(fact({ liveKnown: false })).toMatchObject({ words: '不知道', tone: 'mute' })
  })
})

describe('riders’ reports', () => {
  const report = (kind: ReportHere['kind'], count: number): ReportHere => ({
    kind,
    amenity: null,
    count,
    lastAt: NOW,
  })

  it('names the one that most likely costs the trip', () => {
    const reports = [report('crowded', 5), report('amenity_broken', 3), report('locked', 2)]
    expect(reportFact(station({ reports }), true)).toMatchObject({ words: '2 人说锁门 14:30', tone: 'warn' })
  })

  it('says that riders are turned away before what is only a nuisance', () => {
    const reports = [report('crowded', 5), report('unfriendly', 1)]
    expect(reportFact(station({ reports }), true).words).toBe('1 人说不让进 14:30')
  })

  it('names the thing that is broken', () => {
    const broken = (amenity: string | null) =>
      reportFact(station({ reports: [{ ...report('amenity_broken', 1), amenity }] }), true).words
    // Without the index a name is shown as it came.
    expect(broken('microwave')).toBe('1 人说microwave坏了 14:30')
    expect(broken(null)).toBe('1 人说坏了 14:30')
  })

  it('tells nobody reported from not known', () => {
    expect(reportFact(station({}), true)).toMatchObject({ words: '无人反映', tone: 'mute' })
    expect(reportFact(station({}), false).words).toBe('不知道')
    expect(reportFact(station({ liveKnown: false }), true).words).toBe('不知道')
  })
})

it('says how to get in on one line', () => {
  expect(entryWords(station({ entryNote: '北门右手边' }))).toBe('直接进，北门右手边')
  expect(entryWords(station({ entry: 'scan' }))).toBe('扫门上的码进')
  expect(entryWords(station({ entry: 'unknown', entryNote: '二楼' }))).toBe('二楼')
  expect(entryWords(station({ entry: 'unknown' }))).toBe('怎么进不清楚')
})

it('names the day of an hour to come in either language', async () => {
  expect(closingHour(at('2026-11-25T00:00'), NOW, false)).toBe('明天 24:00')
  expect(closingHour(at('2026-11-24T02:00'), NOW, false)).toBe('明天 2:00')
  await speak('en')
  expect(hourToCome(at('2026-11-27T08:00'), NOW)).toBe('Fri 8:00')
  expect(
    openingFact({ state: 'open', until: at('2026-11-24T00:00'), then: 'closed' }, NOW, false).words,
  ).toBe('Till 24:00')
})
