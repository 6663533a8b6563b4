import { describe, expect, it } from 'vitest'
import { deedWords, deskOf, folded, reasonWords, subjectWords } from './auditWords.ts'

const look = {
  id: 9,
  at: '2026-11-25T08:00:00Z',
  actor: '3f2a91c0-0000-4000-8000-000000000000',
  actorName: '黄*',
  actingFor: null,
  action: 'role.listed',
  subjectKind: 'division',
  subjectId: 'nbs:430100000000',
  subjectName: '长沙市',
  division: 'nbs:430100000000',
  why: '',
  before: null,
  after: null,
}

describe('the record of work', () => {
  it('folds the same look, done again and again, into one line', () => {
    const rows = folded([look, { ...look, id: 8 }, { ...look, id: 7 }])
    expect(rows).toEqual([{ entry: look, times: 3 }])
  })

  it('does not fold what another did, what was done elsewhere, or what changed something', () => {
    const other = { ...look, id: 8, actor: null }
    const elsewhere = { ...other, id: 7, subjectId: 'nbs:430200000000' }
    const change = { ...look, action: 'role.granted' }
    expect(folded([look, other, elsewhere]).map(({ times }) => times)).toEqual([1, 1, 1])
    expect(folded([change, { ...change, id: 8 }])).toHaveLength(2)
  })

  it('tells what a clerk did for another instead of the name of the operation', () => {
    const acted = { action: 'acting_for', why: 'sayFeedback' }
    expect(deedWords(acted)).toBe('替人提交投诉建议')
    expect(reasonWords(acted)).toBe('')
  })

  it('calls a thing by its name where it has one, and leads to a station’s desk', () => {
    const station = { subjectKind: 'station', subjectId: '7K3M9Q2X', subjectName: '文艺路驿站' }
    expect(subjectWords(station)).toBe('驿站 文艺路驿站')
    expect(deskOf(station)).toBe('/desk/stations/7K3M9Q2X')
    expect(deskOf(look)).toBeNull()
  })

  it('tells of what has no name by its kind and a short number', () => {
    const nameless = { ...look, subjectName: null }
    expect(subjectWords(nameless)).toBe('区划 430100000000')
    expect(subjectWords({ ...nameless, subjectKind: 'account', subjectId: look.actor })).toBe('账号 3f2a91c0')
    expect(subjectWords({ ...nameless, subjectKind: 'feedback', subjectId: 'open' })).toBe('投诉建议')
  })
})
