/** Months as statements have them, as 2026-11, by the calendar in Shanghai. */
import { b } from '../../../i18n/benefits.svelte.ts'

const SHANGHAI_MS = 8 * 3_600_000
const MANY = 12

/** This month and those before it, the latest first. */
export function monthsUntil(now: Date): string[] {
  const at = new Date(now.getTime() + SHANGHAI_MS)
  const number = at.getUTCFullYear() * 12 + at.getUTCMonth()
  return Array.from({ length: MANY }, (_, back) => {
    const month = number - back
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}

/** "2026年10月". */
export function monthWords(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return b('statementMonthOf', year ?? 0, number ?? 0)
}
