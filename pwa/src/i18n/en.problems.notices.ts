import { enPollProblems } from './en.problems.polls.ts'
import type { zhCNNoticeProblems } from './zh-CN.problems.notices.ts'

export const enNoticeProblems: Record<keyof typeof zhCNNoticeProblems, readonly [string, string]> = {
  ...enPollProblems,
  audience_empty: ['Not sent: nobody was chosen', 'Choose at least a place, a kind of people or a list.'],
  campaign_not_found: [
    'There is no such announcement',
    'The service may have sent it by itself, or it is not yours to see.',
  ],
  notice_not_found: ['It is not in your inbox', 'It may be older than three months and gone.'],
  seen_meanwhile: [
    'Not noted: they have seen it by themselves',
    'No call is needed. Open the list again, and they are gone from it.',
  ],
  endpoint_refused: [
    'We do not know the push service of this phone',
    'It cannot ring; the inbox has every notice all the same.',
  ],
  subscription_keys_unusable: [
    'Not turned on: the keys from the phone are wrong',
    'Turn reminders off and on again.',
  ],
  subscription_differs: ['Not turned on: another phone has this number', 'Turn reminders off and on again.'],
  vapid_key_unknown: [
    'Turn reminders on once more',
    'The server has a new key for push; the phone has to ask for it.',
  ],
  consultation_not_found: ['There is no such meeting', 'It may not be announced yet, or has been withdrawn.'],
  consultation_unusable: ['Not saved: {reason}', 'Correct this and save again; the rest is still here.'],
  consultation_changed_meanwhile: [
    'Not saved: somebody else has just changed it',
    'What you wrote is still here. Open it again, see what they changed, and change it once more.',
  ],
  announced_words_stay: [
    'This cannot be changed now',
    'Only time, place and phone may change; after a second yes, the time alone. For anything else, take back what is not sent yet and send it again; what is sent, cancel and announce another.',
  ],
  many_meanwhile: [
    'Not changed: it goes to too many by now for one person to change it',
    'It was announced to few, without a second person. If it is still to be sent, take it back and ask for a yes; if it was sent, cancel it and announce another.',
  ],
  told_too_late: [
    'Not changed: it would begin before anybody is told',
    'The notices go out later than that. Take it back first, change it, and send it again.',
  ],
  cause_missing: [
    'Not cancelled: for so many, choose one of the reasons listed',
    'Choose a reason and cancel again.',
  ],
  consultation_not_draft: ['It cannot be changed now', 'It waits for approval, is announced or cancelled.'],
  consultation_not_waiting: [
    'Nothing to approve',
    'It does not wait for approval. Somebody may have looked at it already.',
  ],
  consultation_not_announced: ['This meeting is not on', 'It is not announced yet, or has been cancelled.'],
  consultation_over: [
    'It has begun',
    'Once it has begun, nothing changes, nobody answers any more, and no sheet is printed.',
  ],
  own_consultation: ['You cannot approve what you wrote', 'Ask another convener or an administrator.'],
  others_consultation: [
    'You did not send it for approval',
    'Whoever wrote it can take it back. To have it changed, return it with a reason.',
  ],
  rule_unusable: [
    'This rule cannot be kept',
    'The number may not be below 0, the day not before today (of volunteering, tomorrow), the basis not over 200 characters.',
  ],
  already_told: [
    'Too late to withdraw: people know',
    'You can cancel the meeting; everybody who heard of it is told.',
  ],
  consultation_organisation_missing: [
    'Not kept: it needs an organisation',
    'You convene for an organisation: choose it under “Organisation”.',
  ],
  audience_not_yours: ['It cannot go there', 'You can only tell people where you convene.'],
  nobody_to_tell: ['Not sent: there is nobody', 'Nobody is in what you chose. Make it wider.'],
  nobody_approves: [
    'Not sent: nobody else may say yes',
    'The draft is kept. Ask an administrator of the place or above to make somebody a convener or an administrator, then ask again. Where there is none, ask whoever runs the server.',
  ],
  caller_not_of_form: [
    'Not announced: such a meeting is not yours to call',
    'Choose another kind, or another name. In no organisation’s name it depends on where you convene; the rules of the five forms say who may call each.',
  ],
  parties_missing: [
    'Not announced: somebody must be asked to the table',
    'Add them under “Who sits at the table”; it says who is missing.',
  ],
  party_of_another_kind: [
    'Not saved: one organisation is not of the party for which it is asked',
    'Under “Who sits at the table” choose another. Where the party has none here, write who was told by letter, and when.',
  ],
  seats_held: [
    'Not changed: {held} seats are taken, or kept for whom they were promised',
    'There must be as many at least.',
  ],
  parties_untold: [
    'Not announced: somebody who must be asked is not told',
    'Under “Who sits at the table” choose their organisation, or write who was told by letter, and when.',
  ],
  rider_seats_missing: [
    'Not announced: {seats} seats must be the riders’ own',
    'Give the riders’ own as many under “Who sits at the table”.',
  ],
  notice_too_short: [
    'Not announced: people have {days} whole working days of notice',
    'It may be on {earliest} at the earliest. If it cannot wait, say why.',
  ],
  agenda_not_later: [
    'Not for later: it takes on what people asked for',
    'They hear of it as soon as it is announced, so announce it at once.',
  ],
  record_not_found: [
    'There is no record yet',
    'Those who were there read it first; once it is sealed, everybody.',
  ],
  record_too_soon: [
    'Too soon: the meeting has not begun, is not over, or was called off',
    'Write the record once it has begun; show it once it is over.',
  ],
  record_changed_meanwhile: [
    'Not kept: somebody else changed it just now',
    'What you wrote is still here. Open it anew, and see what they changed.',
  ],
  record_unusable: ['Not kept: {reason}', 'Put that right; all else is still here.'],
  record_lacks: [
    'The record lacks something: {reason}',
    'The rules of the five forms say what it has to hold. Add it, and try again.',
  ],
  record_stays: ['The record is sealed and stays', 'What is new goes into an annex.'],
  record_not_open: [
    'Those who were there have not seen the record',
    'Show it to them first; it is sealed once the days for corrections are over.',
  ],
  record_still_open: [
    'Not yet: until {until}, those who were there may have it put right',
    'Come back after that day.',
  ],
  remarks_unanswered: ['Not yet: {remarks} corrections have no answer', 'Answer each, then seal it.'],
  record_not_sealed: ['The record is not sealed, and needs no annex', 'Change the record itself.'],
  presence_missing: [
    'Only those who were there',
    'Whoever signs in by the code in the room was there. Of what you had asked for, you may object once it is sealed. Otherwise ring up the convener.',
  ],
  remark_too_late: ['The days for that are over', 'Ring up the convener, who can add an annex.'],
  remark_differs: ['Not sent: something else was said under this number', 'Go back and write it once more.'],
  remark_answered: [
    'Not changed: it was answered, and they were told',
    'It is answered once. What is new goes into the record, or once it is sealed, into an annex.',
  ],
  remark_not_found: ['There is no such remark', 'Whoever made it may have closed their account.'],
  seats_taken: [
    'Not changed: so many more find no seat, {left} left',
    'What you said before stands, and your seat is yours.',
  ],
  no_seat_to_keep: [
    'Not kept: no seat is left',
    'Those that remain may be kept for others. Change the meeting to have more seats, and try again.',
  ],
  half_by_hand: [
    'Not kept: of the seats of this party {most} at most are kept by hand',
    'Until {until} the rest is for those who answer themselves. Keep one after that, or change the meeting and add seats.',
  ],
  seats_uncounted: ['There is room for everybody', 'Nobody needs a seat kept; enter them at the door.'],
  guest_not_found: [
    'Nobody is entered there',
    'Somebody else entered them, or took them off. Please look again.',
  ],
  room_closed: [
    'Nobody signs in now',
    'Sign in within half an hour of the meeting, by the code in the room.',
  ],
  room_code_wrong: [
    'Not the code, or no longer',
    'It changes every minute. Scan or type the one that is shown now.',
  ],
  number_in_words: [
    'Not kept: there is a mobile number in it',
    'Everybody reads these words. A number to ring has a field of its own.',
  ],
  number_in_name: [
    'Not answered: there is a number in the name',
    'Write only what they are called, and no telephone number.',
  ],
  feed_not_found: ['This calendar address leads nowhere any more', 'Its owner has changed or closed it.'],
  metrics_closed: ['There is nothing here', 'For the figures of the service, ask whoever runs it.'],
  push_off: [
    'Reminders are not set up here yet',
    'The inbox has every notice all the same. Whoever runs the server can set them up.',
  ],
}
