import { expect, it } from 'vitest'
import { joined, titleOf } from './served.ts'
import type { Line } from './types.ts'

const line = (hash: string) => ({ hash }) as Line
const hashes = ({ lines, whole }: { lines: Line[]; whole: boolean }) => [
  lines.map(({ hash }) => hash).join(''),
  whole,
]

it('puts the latest lines before those that the phone keeps', () => {
  const kept = { lines: ['c', 'b', 'a'].map(line), whole: true }
  expect(hashes(joined(['d', 'c'].map(line), false, kept))).toEqual(['dcba', true])
})

it('does not hide that lines are missing in between', () => {
  const kept = { lines: ['b', 'a'].map(line), whole: true }
  expect(hashes(joined(['f', 'e'].map(line), false, kept))).toEqual(['fe', false])
  expect(hashes(joined(['f', 'e'].map(line), false, null))).toEqual(['fe', false])
  expect(hashes(joined(['f', 'e'].map(line), true, kept))).toEqual(['fe', true])
})

it('calls a line what the person knows it by', () => {
  const served = {
    presences: [{ id: 'p', shift: 's', title: '给老人送午饭' }],
    claims: [{ id: 'c', shift: 't', title: '扫街' }],
    signUps: [],
  } as never
  const of = (posting: string, about: string) => titleOf(served, { posting, opening: { about } } as Line)
  expect(of('p', 'shift/s')).toBe('给老人送午饭')
  expect(of('released', 'shift/s')).toBe('给老人送午饭')
  expect(of('c', 'shift/t')).toBe('扫街')
  expect(of('c', 'false_presence/shift/t/line/x')).toBe('扫街')
  expect(of('x', 'shift/u')).toBe('')
})
