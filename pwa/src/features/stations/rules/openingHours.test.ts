import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import vectors from '../../../../../static/vectors/opening_hours.json'
import type { OpeningHours, SpecialDays } from '../types.ts'
import { daySpans, evaluate, nextOpening, onArrival, opensDuring, stateAt } from './openingHours.ts'

/** JSON imports widen tuples and words; the server's tests check the file's shapes. */
const { cases, windows, days, openings } = vectors
const tables = vectors.specialDays as unknown as Record<string, SpecialDays>
const hoursOf = (hours: unknown) => hours as OpeningHours | null
const tableOf = (name: string) => tables[name] as SpecialDays
const instant = (text: string | null) => (text === null ? null : new Date(text))
const ZONES = { 'Asia/Shanghai': -480, 'America/New_York': 300, 'Pacific/Kiritimati': -840 }

describe.each(Object.entries(ZONES))('on a phone set to %s', (zone, januaryOffset) => {
  beforeAll(() => {
    vi.stubEnv('TZ', zone)
  })
  afterAll(() => {
    vi.unstubAllEnvs()
  })

  it('runs in that zone', () => {
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(januaryOffset)
  })

  it.each(cases)(
    'says what the schedule says: $name',
    ({ hours, at, specialDays, travelMinutes, expect: says }) => {
      const table = tableOf(specialDays)
      const { answer, closesBeforeMin } = onArrival(hoursOf(hours), new Date(at), travelMinutes ?? 0, table)
      expect(answer).toEqual({ state: says.state, until: instant(says.until), then: says.then })
      if (travelMinutes === undefined) {
        expect(evaluate(hoursOf(hours), new Date(at), table)).toEqual(answer)
        expect(stateAt(hoursOf(hours), new Date(at), table)).toBe(says.state)
      } else {
        expect(closesBeforeMin).toBe(says.closesBeforeMin)
      }
    },
  )

  it.each(windows)(
    'knows whether it opens in a window: $name',
    ({ hours, from, to, specialDays, expect: opens }) => {
      expect(opensDuring(hoursOf(hours), new Date(from), new Date(to), tableOf(specialDays))).toBe(opens)
    },
  )

  it.each(days)('shows a day ahead: $name', ({ hours, date, specialDays, expect: shown }) => {
    expect(daySpans(hoursOf(hours), date, tableOf(specialDays))).toEqual(shown)
  })

  it.each(openings)('finds the next sure opening: $name', ({ hours, at, specialDays, expect: opens }) => {
    expect(nextOpening(hoursOf(hours), new Date(at), tableOf(specialDays))).toEqual(instant(opens))
  })
})

describe('the states it remembers', () => {
  const table = tableOf('2026')
  const at = new Date('2026-11-23T16:59:30+08:00')

  /** A schedule that counts how often its exceptions are asked for. */
  function counting() {
    const asked = { times: 0 }
    const hours = {
      week: Array.from({ length: 7 }, () => [[540, 1020]]),
      holiday: [],
      makeup: 'asWeek',
      get exceptions() {
        asked.times++
        return []
      },
      note: '',
    }
    return { hours: hours as unknown as OpeningHours, asked }
  }

  it('judges a shared schedule once a minute', () => {
    const { hours, asked } = counting()
    stateAt(hours, at, table)
    const once = asked.times
    for (let station = 0; station < 1000; station++) stateAt(hours, new Date(at.getTime() + station), table)
    expect(once).toBeGreaterThan(0)
    expect(asked.times).toBe(once)
  })

  it('judges it anew in the next minute, and by another table', () => {
    const { hours } = counting()
    const closedThatDay: SpecialDays = { ...table, days: { '2026-11-23': 'holiday' } }
    expect(stateAt(hours, at, table)).toBe('open')
    expect(stateAt(hours, at, closedThatDay)).toBe('closed')
    expect(stateAt(hours, new Date('2026-11-23T17:00:00+08:00'), table)).toBe('closed')
    expect(stateAt(hours, at, table)).toBe('open')
  })
})

it('does not join spans in the schedule itself', () => {
  const hours = hoursOf({
    week: Array.from({ length: 7 }, () => [
      [480, 720],
      [720, 1080],
    ]),
    holiday: null,
    makeup: null,
    exceptions: [],
    note: '',
  })
  daySpans(hours, '2026-11-23', tableOf('2026'))
  expect(hours?.week?.[0]).toEqual([
    [480, 720],
    [720, 1080],
  ])
})
