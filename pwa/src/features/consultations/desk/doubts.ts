/** When a meeting had better not be, told while its time is being written; the server says the same, and knows holidays. */
import { dayNumber, minutesOfDay } from '../../../i18n/format.ts'
import type { Doubt } from '../types.ts'

const HOUR = 60
/** When riders ride, in minutes of the day. */
const MEALS = [
  [11 * HOUR, 13 * HOUR],
  [17 * HOUR, 19 * HOUR],
] as const
const NIGHT_ENDS = 7 * HOUR
const NIGHT_BEGINS = 22 * HOUR
const SOON_MS = 48 * 3_600_000
const LONG_MS = 4 * 3_600_000

export function doubtsOf(starts: Date, ends: Date, now: Date): Doubt[] {
  const from = minutesOfDay(starts)
  const lasts = ends.getTime() - starts.getTime()
  const to = from + lasts / 60_000
  const found: Doubt[] = []
  if (MEALS.some(([begins, over]) => from < over && to > begins)) found.push('meal_peak')
  if (from < NIGHT_ENDS || to > NIGHT_BEGINS || dayNumber(starts) !== dayNumber(ends)) found.push('night')
  if (starts.getTime() - now.getTime() < SOON_MS) found.push('soon')
  if (lasts > LONG_MS) found.push('long')
  return found
}
