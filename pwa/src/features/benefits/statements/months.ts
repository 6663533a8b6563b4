/** Months as statements have them, as 2026-11, by the calendar in Shanghai. */
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
