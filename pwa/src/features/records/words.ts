/** Minutes, days and classes in words. */
import { day } from '../../i18n/format.ts'
import { p } from '../../i18n/helping.ts'
import type { Dispute, Line } from './types.ts'

/** "2 小时 25 分钟", "−30 分钟": nothing is rounded. */
export function exactWords(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return (minutes < 0 ? '−' : '') + p('exactHours', hours, rest)
}

/** A calendar day as the server tells it, as 2026-12-10. */
export const dayOf = (text: string) => day(new Date(`${text}T00:00:00+08:00`))

export function classWords({ serviceClass, confirmed }: Pick<Line, 'serviceClass' | 'confirmed'>): string {
  if (serviceClass === 'late' && confirmed) return p('recordConfirmed')
  if (serviceClass === 'verified') return p('class_verified')
  return p(serviceClass === 'late' ? 'class_late' : 'class_backfilled')
}

/** "12月10日前答复", or that this day is over. */
export function dueWords({ dueOn, overdue }: Pick<Dispute, 'dueOn' | 'overdue'>): string {
  return overdue ? p('disputeLate', dayOf(dueOn)) : p('disputeDue', dayOf(dueOn))
}
