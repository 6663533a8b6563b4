/** What can be said to whoever holds a voucher that is not good; of what is no voucher, nothing. */
export const SAYINGS = {
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
} as const satisfies Record<string, string>
