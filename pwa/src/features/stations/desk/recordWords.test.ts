import { expect, it } from 'vitest'
import { doneBy } from './doneBy.ts'
import { backOf, byWhom, changes } from './recordWords.ts'
import type { Revision } from './revisionWords.ts'

const NOW = new Date('2026-11-23T08:00:00Z')

function one(told: Partial<Revision>): Revision {
  return {
    id: 'state/1',
    about: 'state',
    number: null,
    madeAt: NOW.toISOString(),
    madeBy: 'manager',
    by: null,
    list: '',
    before: null,
    after: null,
    takenBackAt: null,
    ...told,
  }
}

const amenity = (id: string, works: boolean, note = '') =>
  one({
    id,
    about: 'amenity',
    before: { amenity: 'toilet', works: !works, note: '' },
    after: { amenity: 'toilet', works, note },
  })
const photo = (id: string, standing: string) =>
  one({ id, about: 'photo', before: { photo: 'p', standing: 'waiting' }, after: { photo: 'p', standing } })
const state = (kind: string, until: string | null) =>
  one({ before: { kind: 'none', until: null, note: '' }, after: { kind, until, note: '等电工' } })

it('says of whatever was changed what it was and what it is', () => {
  const told = [
    amenity('a', false, '等师傅'),
    state('power_cut', '2026-11-23T09:00:00Z'),
    photo('p', 'shown'),
  ]
  expect(told.map((each) => changes(each, NOW)[0])).toEqual([
    { what: 'toilet', before: '能用', after: '停用、等师傅' },
    { what: '临时情况', before: '照常', after: '停电 到今天 17:00、等电工' },
    { what: '骑手的照片', before: '等您看', after: '已公示' },
  ])
})

it('names who it was in as many words as there are, and a list by whose it is', () => {
  const by = (name: string | null, organisation: string | null) => ({ you: false, name, organisation })
  expect(doneBy({ you: true, name: '王*', organisation: null })).toBe('您改的')
  expect([by('王*', '荷叶塘居委会'), by('王*', null), by(null, '荷叶塘居委会'), null].map(doneBy)).toEqual([
    '荷叶塘居委会 王* 改的',
    '管理员 王* 改的',
    '荷叶塘居委会改的',
    '管理员改的',
  ])
  expect(byWhom(one({ madeBy: 'source', list: '省总工会', before: {} }))).toBe('名单改的：省总工会')
  expect(byWhom(one({ madeBy: 'source', list: '省总工会' }))).toBe('名单收进来的：省总工会')
  expect(byWhom(one({ madeBy: 'source', list: 'demo' }))).toBe('名单收进来的：演示数据')
})

it('takes back only what was said last, and of a state only while it holds', () => {
  const [last, earlier] = [amenity('b', true), amenity('a', false)]
  expect(backOf(last, [], NOW)).toEqual({ is: 'amenity', amenity: 'toilet', works: false, note: '' })
  expect(backOf(earlier, [last], NOW)).toBeNull()
  expect(backOf(state('full', '2026-11-23T09:00:00Z'), [last], NOW)).toEqual({ is: 'state' })
  expect(backOf(state('full', '2026-11-23T07:00:00Z'), [], NOW)).toBeNull()
  expect(backOf(state('none', null), [], NOW)).toBeNull()
  expect(backOf(photo('p', 'shown'), [], NOW)).toEqual({ is: 'photo', photo: 'p', decision: 'hide' })
  expect(backOf(photo('p', 'dropped'), [], NOW)).toBeNull()
})
