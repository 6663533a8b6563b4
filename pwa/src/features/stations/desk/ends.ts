/** Until when something holds that a manager says of a station. */
import type { Answer } from '../types.ts'
import { LONGEST_STATE_DAYS } from './commands.ts'

export type End = 'half' | 'hour' | 'closing' | 'own'

const MINUTE = 60_000
const DAY = 86_400_000

/** When it closes today by its listed hours; null where it is closed, or does not close within the day. */
export function closingToday({ state, until }: Answer, now: Date): Date | null {
  return state === 'open' && until && until.getTime() - now.getTime() < DAY ? until : null
}

/** `own` is as the browser's field has it, 2026-11-23T18:00 on Shanghai's clock. Null where it is no time to come. */
export function endOf(end: End, now: Date, closing: Date | null, own: string): Date | null {
  if (end === 'half') return new Date(now.getTime() + 30 * MINUTE)
  if (end === 'hour') return new Date(now.getTime() + 60 * MINUTE)
  if (end === 'closing') return closing
  const at = new Date(`${own}:00+08:00`)
  const ahead = at.getTime() - now.getTime()
  return ahead > 0 && ahead <= LONGEST_STATE_DAYS * DAY ? at : null
}
