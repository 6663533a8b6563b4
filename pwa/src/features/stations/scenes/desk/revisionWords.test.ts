import { expect, it } from 'vitest'
import { changesOf } from './revisionWords.ts'

const NOW = new Date('2026-11-23T08:00:00Z')
const KINDS = [{ id: 'gated_community', zh: '封闭小区', en: 'Gated community' }]
const north = { name: '北门', vehicles: ['ebike'], passBy: 'walk_in', note: '报栋号' }
const south = { name: '南门' }

it('says of a changed door what it was and what it is, and nothing of the others', () => {
  const [change, ...more] = changesOf(
    {
      before: { entrances: [north, south] },
      after: { entrances: [{ ...north, note: '岗亭在右边' }, south] },
    },
    NOW,
    KINDS,
  )
  expect(more).toEqual([])
  expect(change?.what).toBe('门')
  expect(change?.before).toContain('报栋号')
  expect(change?.after).toContain('岗亭在右边')
  expect(change?.before).not.toContain('南门')
})

it('says a place once, however it moved, and what was not there as nothing', () => {
  expect(changesOf({ before: { lat: 28.2 }, after: { lat: 28.3 } }, NOW, KINDS)).toHaveLength(1)
  const [moved] = changesOf(
    { before: { lat: 28.2, lon: 112.9 }, after: { lat: 28.3, lon: 112.95 } },
    NOW,
    KINDS,
  )
  expect(moved?.after).toBe('纬度 28.30000，经度 112.95000')
  const [lift] = changesOf({ before: { lift: '' }, after: { lift: '刷卡' } }, NOW, KINDS)
  expect(lift).toMatchObject({ what: '电梯', after: '刷卡' })
  expect(lift?.before).not.toBe('')
  expect(changesOf({ before: null, after: { lift: '刷卡' } }, NOW, KINDS)).toEqual([])
})

it('says the kind and the division as a person would', () => {
  const before = { kind: 'gated_community', division: 'nbs:430104003000' }
  const told = changesOf({ before, after: { kind: 'gone', division: 'nbs:430104001000' } }, NOW, KINDS)
  expect(told.map(({ before }) => before)).toEqual(['封闭小区', '430104003000'])
})
