import { expect, it } from 'vitest'
import { typedPoint } from '../../../ui/point/position.ts'
import type { InvitedLine } from '../types.ts'
import { invitedOf, newDraft, officesOf } from './draft.ts'
import { linesWords, lineWords } from './lines.ts'

const said = (line: InvitedLine) => lineWords(line, '溁湾镇', () => '湖大驿站')

it('says whom a line means as one would say it', () => {
  expect(said({})).toBe('住在溁湾镇的所有人')
  expect(said({ occupations: ['delivery', 'courier'] })).toMatch(/^外卖骑手.快递员，住在溁湾镇的$/)
  expect(said({ roles: ['clerk'] })).toBe('溁湾镇的代办员')
  expect(said({ roles: ['clerk'], occupations: ['delivery'] })).toBe('溁湾镇的代办员，同时是外卖骑手的')
  expect(said({ stations: ['7K3M9Q2X'] })).toBe('收藏了湖大驿站的人，住在溁湾镇的')
  expect(said({ stations: ['7K3M9Q2X'], occupations: ['delivery'], anywhere: true })).toBe(
    '收藏了湖大驿站的外卖骑手，不管住在哪里',
  )
  expect(linesWords([], '溁湾镇', String)).toEqual(['住在溁湾镇的所有人'])
})

const held = (scopeKind: string, scopeId: string, scopeName: string) => ({
  role: 'convener',
  scopeKind,
  scopeId,
  scopeName,
})
const person = (...roles: object[]) =>
  ({ roles, organisations: [{ id: 'club', name: '骑手俱乐部', kind: 'merchant' }] }) as unknown as Parameters<
    typeof newDraft
  >[0]
const NOW = new Date('2026-11-23T16:00:00+08:00')

it('lets who convenes for an organisation alone call in no other name', () => {
  const own = person(held('organisation', 'office', '街道办'))
  expect(newDraft(own, NOW).organisation).toBe('office')
  expect(officesOf(own, null)).toEqual([{ value: 'office', words: '街道办' }])
  const inPlace = person(held('division', 'nbs:430104003000', '桔子洲街道'))
  expect(officesOf(inPlace, null).map(({ value }) => value)).toEqual(['', 'club'])
})

it('sends everybody as no line at all, and wherever they live only with a station', () => {
  const draft = newDraft(person(held('division', 'nbs:430104003000', '桔子洲街道')), NOW)
  expect(invitedOf(draft)?.lines).toEqual([])
  const lines = [{ occupations: ['delivery'], roles: [], stations: [], anywhere: true }]
  expect(invitedOf({ ...draft, lines })?.lines).toEqual([{ ...lines[0], anywhere: false }])
})

it('reads a point as maps copy it, in either order', () => {
  const here = { lon: 113.02, lat: 28.19 }
  for (const text of ['113.02,28.19', '28.19，113.02', ' 113.02  28.19 '])
    expect(typedPoint(text)).toEqual(here)
  for (const text of ['', '113.02', '113.02,128.19', '1,2', '113.02,28.19,5'])
    expect(typedPoint(text)).toBeNull()
})
