/** The receipt of a demand before anything is sent: the number that the server will give, and the day so far as the phone can count it. */
import { parse, readDays } from '../../store/checks.ts'
import { heldFile } from '../../store/held.ts'
import type { DaysFile } from '../../store/wire.ts'
import { keptDays } from './kept.ts'
import type { AnswerDays, Field } from './types.ts'

export interface Receipt {
  number: string
  /** As 2026-12-11. */
  dueOn: string
}

/** Where no division has set others, as on the server (cases/rules/numbers.py). */
export const OURS: AnswerDays = {
  ...{ lodging: 5, meals: 5, parking: 5, passage: 5 },
  ...{ pay_rights: 5, safety: 2, facilities: 5, other: 5 },
}
const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000
const DIGITS = 100_000

/** The day in Shanghai of a moment, as 2026-12-11. */
const dayOf = (at: number) => new Date(at + SHANGHAI_MS).toISOString().slice(0, 10)

/**
 * As the server makes it of an id that was minted here (UUIDv7): of its own day and its SHA-256. It gives another
 * where this one is taken already, where it comes later than a fortnight after, and where this clock is ahead by a
 * day; so what it answers takes the place of this.
 */
export async function numberOf(id: string): Promise<string> {
  const hex = id.replaceAll('-', '')
  // The first two noughts that follow say that it is the first number that is tried for this id.
  const bytes = new Uint8Array(18)
  for (let at = 0; at < 16; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const digits = digest.slice(0, 8).reduce((number, byte) => (number * 256 + byte) % DIGITS, 0)
  const day = dayOf(Number.parseInt(hex.slice(0, 12), 16))
  return `${day.slice(2).replaceAll('-', '')}-${String(digits).padStart(5, '0')}`
}

/** The last of so many working days after the first; beyond the table from Monday to Friday. */
export function dueAfter(start: string, days: number, table: Omit<DaysFile, 'v'> | null): string {
  let at = Date.parse(start)
  for (let left = days; left > 0; ) {
    at += DAY_MS
    const date = new Date(at).toISOString().slice(0, 10)
    const kind = table && table.from <= date && date <= table.through ? table.days[date]?.[0] : undefined
    const weekday = new Date(at).getUTCDay()
    if (kind ? kind === 'makeup' : weekday > 0 && weekday < 6) left -= 1
  }
  return new Date(at).toISOString().slice(0, 10)
}

/** Null over plain http, where a browser makes no SHA-256: then both come with the answer. */
export async function receiptOf(
  id: string,
  field: Field,
  division: string,
  now: number = Date.now(),
): Promise<Receipt | null> {
  try {
    const [number, days, held] = await Promise.all([
      numberOf(id),
      keptDays(division),
      heldFile('days').catch(() => null),
    ])
    const table = held && readDays(parse(held.text))
    return { number, dueOn: dueAfter(dayOf(now), days?.[field] ?? OURS[field], table) }
  } catch {
    return null
  }
}
