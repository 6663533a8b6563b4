import { expect, it } from 'vitest'
import { type Own, withOwn } from './own.ts'
import type { ReportHere } from './types.ts'

const MADE = Date.parse('2026-11-23T06:30:20Z')
const at = (ms: number) => new Date(MADE + ms)
const SAID: Own = { kind: 'locked', amenity: null, madeAt: MADE, sentAt: MADE + 2_000 }
const theirs = (ms: number, count = 1): ReportHere => ({
  kind: 'locked',
  amenity: null,
  count,
  lastAt: at(ms),
})
const HELD = at(-60_000)

it('says at once what was said here, before anybody else can know', () => {
  for (const sentAt of [null, SAID.sentAt])
    expect(withOwn([], [{ ...SAID, sentAt }], HELD)).toEqual([{ ...theirs(0), you: 'only' }])
  const others = withOwn([theirs(-300_000, 2)], [SAID], HELD)
  expect(others).toEqual([{ ...theirs(0, 2), you: 'also' }])
})

it('is one voice, however often it was said', () => {
  expect(withOwn([], [SAID, { ...SAID, madeAt: MADE - 60_000 }], HELD)).toEqual([
    { ...theirs(0), you: 'only' },
  ])
})

it('goes by what the server counts, once that has it', () => {
  expect(withOwn([theirs(-20_000, 2)], [SAID], HELD)).toEqual([theirs(-20_000, 2)])
  expect(withOwn([], [SAID], at(20_000)), 'answered meanwhile').toEqual([])
  const waits = { ...SAID, sentAt: null }
  expect(withOwn([theirs(60_000)], [waits], at(600_000))).toEqual([{ ...theirs(60_000), you: 'also' }])
})

it('leaves alone what was said of something else', () => {
  const broken: ReportHere = { kind: 'amenity_broken', amenity: 'microwave', count: 1, lastAt: at(0) }
  const own: Own = { ...SAID, kind: 'amenity_broken', amenity: 'toilet' }
  expect(withOwn([broken], [own], HELD)).toEqual([broken, { ...broken, amenity: 'toilet', you: 'only' }])
})
