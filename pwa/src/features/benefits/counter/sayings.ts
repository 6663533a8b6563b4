/** What can be said at a counter, by why a voucher is not good. */
import type { Verdict } from './found.ts'
import type { NotHere } from './judging.ts'

/** To whoever holds it; of what is no voucher, nothing. */
const SAYINGS = {
  used: 'say_used',
  taken_here: 'say_used',
  expired: 'say_expired',
  cancelled: 'say_cancelled',
  void: 'say_void',
  not_today: 'say_not_today',
  elsewhere: 'say_elsewhere',
  locked: 'say_locked',
  no_consent: 'say_no_consent',
  ended_before: 'say_other',
  unknown: 'say_other',
} as const

export type Because = NonNullable<Verdict['because']> | NotHere

export const sayingOf = (because: Because) =>
  because in SAYINGS ? SAYINGS[because as keyof typeof SAYINGS] : null
