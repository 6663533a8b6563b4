/** Dates and states of feedback in words. */
import { clock, day, dayNumber } from '../../i18n/format.ts'
import { p } from '../../i18n/people.ts'
import type { Write } from '../../store/outbox.ts'
import type { Said } from '../../store/said.ts'

/** Noon of a day as the server writes it, 2026-12-01. */
export const noonOf = (text: string) => new Date(`${text}T12:00:00+08:00`)

/** Whole days from now until the day: 0 is today, below it is overdue. */
export const daysUntil = (text: string, now: Date) => dayNumber(noonOf(text)) - dayNumber(now)

/** "14:05" today, "11月23日 14:05" else. */
export function moment(at: Date, now: Date): string {
  return dayNumber(at) === dayNumber(now) ? clock(at) : `${day(at)} ${clock(at)}`
}

/** How far it has come, in a few words. */
export function stateOf({ receipt }: Said, write: Write | undefined): string {
  if (write?.state === 'refused') return p('outboxRefused')
  if (write?.state === 'waiting') return p('receiptWaiting')
  if (receipt?.answer) return p('feedbackAnswered')
  return receipt ? p('feedbackDue', day(noonOf(receipt.dueOn))) : p('receiptGot')
}
