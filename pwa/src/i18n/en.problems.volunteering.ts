import { enBenefitsProblems } from './en.problems.benefits.ts'
import { enDocumentProblems } from './en.problems.documents.ts'
import { enHoursProblems } from './en.problems.hours.ts'
import { enRecordsProblems } from './en.problems.records.ts'
import { enStatementProblems } from './en.problems.statements.ts'
import type { zhCNVolunteeringProblems } from './zh-CN.problems.volunteering.ts'

export const enVolunteeringProblems: Record<
  keyof typeof zhCNVolunteeringProblems,
  readonly [string, string]
> = {
  activity_not_found: ['There is no such activity', 'It may not be approved yet, or has been deleted.'],
  shift_not_found: [
    'There is no such shift',
    'Its activity may not be approved yet, or has other shifts now.',
  ],
  sign_up_not_found: ['There is no such sign-up', 'It may have been cancelled. Open it again and look.'],
  activity_unusable: ['Not saved: {reason}', 'Correct this and save again; the rest is still here.'],
  activity_changed_meanwhile: [
    'Not saved: somebody else has just changed it',
    'What you wrote is still here. Open it again, see what they changed, and change it once more.',
  ],
  approved_stays: [
    'It is approved, and this stays',
    'The phone may change, and the lead until it is over; seats may be fewer; the time may move within its day, but not grow, and the break stays; the point on the map by some steps. For anything else, cancel it and write another.',
  ],
  activity_not_draft: ['It cannot be changed now', 'It waits for approval, or was cancelled or closed.'],
  activity_not_waiting: [
    'Nothing to approve',
    'It does not wait for approval. Somebody may have looked at it already.',
  ],
  activity_not_approved: ['This activity is not on', 'It is not approved yet, or was cancelled or closed.'],
  activity_begun: [
    'Its time has come already',
    'No activity is made after the fact. Move it to a later time, or write another.',
  ],
  activity_not_over: ['It is not over yet', 'Close it once its last shift has ended.'],
  own_activity: [
    'You cannot approve what you wrote',
    'Ask a convener, an administrator or a supervisor of the place.',
  ],
  others_activity: [
    'You did not send it for approval',
    'Whoever wrote it can take it back. To have it changed, return it with a reason.',
  ],
  lead_unfit: [
    'Not saved: this person cannot lead it',
    'A shift is led by a lead of the organisation, or a convener of the place.',
  ],
  sign_up_not_open: [
    'Sign-up is not open yet',
    'Come back when it opens; the page of the activity says when.',
  ],
  shift_begun: [
    'The shift has begun',
    'Nobody signs up, leaves or is given a seat any more. Look for the next one.',
  ],
  shift_cancelled: ['This shift is off', 'Look for another shift, or another activity.'],
  sign_up_overlaps: [
    'You are signed up for “{title}” at that time',
    'Nobody is in two places at once. To change, leave that shift first.',
  ],
  birth_date_needed: [
    'We need your date of birth first',
    'This is for people of {minimumAge} and older. Enter it under “Me”, then sign up.',
  ],
  too_young: ['You are not {minimumAge} yet', 'Look for another activity: most have no minimum age.'],
  seats_gone: ['All reserved seats are given away', 'To give more, first reserve more for this shift.'],
  ...enHoursProblems,
  ...enDocumentProblems,
  ...enRecordsProblems,
  ...enBenefitsProblems,
  ...enStatementProblems,
}
