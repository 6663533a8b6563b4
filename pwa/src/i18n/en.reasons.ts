import type { Reasons } from './problems.ts'

export const enReasons: Reasons = {
  phone_unusable: {
    empty: 'no mobile number is given',
    digits: 'there is something else in the number',
    length: 'the number has not 11 digits',
    not_mobile: 'this is no mainland mobile number',
    two: 'there are two numbers',
    hidden: 'the number has invisible characters',
  },
  name_unusable: {
    hidden: 'the name has invisible characters',
    too_long: 'the name is longer than 40 characters',
  },
  hours_unusable: {
    span: 'a span is wrong: it opens from 0:00 to 23:59 and lasts 24 hours at most',
    order: 'the spans of a day are not in order',
    overlap: 'two spans of a day overlap',
    week: 'a week has not seven days',
    weekday: 'the day that make-up workdays follow is wrong',
    dates: 'some special days end before they begin',
    season: 'a season begins or ends on no day of the year',
    too_many_spans: 'a day has more than 6 spans',
    too_many_exceptions: 'there are more than 60 special dates',
    too_many_seasons: 'there are more than 6 seasons',
    note_too_long: 'the note is longer than 300 characters',
  },
  session_ended: {
    signed_out: 'This phone is signed out',
    other_account: "The sign-in on this phone was changed for somebody else's",
    signed_out_elsewhere: 'This phone was signed out from another device',
    reuse: 'Somebody else seemed to use this sign-in, so it was ended',
    idle: 'The sign-in expired: it was not used for long',
    erased: 'The account has been deleted',
    unknown: 'The sign-in holds no longer',
  },
}
