/** What the refusals about codes, scans and hours say to a person. */
export const enHoursProblems = {
  code_unknown: [
    'This code is not known',
    "Scan what the lead's phone shows right now. A picture of it or an old one will not do, nor one of a former lead.",
  ],
  wrong_activity: [
    'This is the code of “{title}”',
    'You chose another activity. See whether you are in the right place.',
  ],
  another_shifts_code: [
    'This is the code of the shift of {startsAt}',
    'Scan that of the shift you signed up for, or ask the lead.',
  ],
  wrong_phase: [
    'The codes for coming and going are mixed up',
    'Scan the one for coming when you come and the other when you go. Ask the lead to switch.',
  ],
  not_in: [
    'You have not checked in to “{title}”',
    'If you have just come, scan the code for coming first. If you could not when you came, have the lead tick you, and ask for the minutes under “Help out” once it is over.',
  ],
  already_out: [
    'You checked out at {leftAt}',
    'No need to scan again. If you have come back, scan the code for coming first.',
  ],
  not_signed_up: [
    'You have no seat in this shift of “{title}”',
    'Sign up first; if you wait for a seat, ask the lead.',
  ],
  scan_too_early: [
    'It is too early to check in',
    "Scans count from {fromAt} on. If that is past, the lead's phone is fast: have them open the codes with a network.",
  ],
  scan_too_late: [
    'It is too late to check in or out',
    'Scans counted until {untilAt}. If you were there, ask for the minutes under “Help out”, and say who saw you.',
  ],
  scan_closed: [
    'Nothing is taken for this shift any more',
    'It was cancelled, or is long over. If that is wrong, ring the number of the activity.',
  ],
  already_in: ['You checked in at {sinceAt}', 'No need to scan again. Scan the other code when you go.'],
  scan_overlaps: [
    'You were at “{title}” then',
    'Nobody is in two places at once. Check out there first; if that was claimed, say so in the record first.',
  ],
  pairs_used_up: [
    'You came and went too often today',
    'At most {most} times a day in one activity. Once it is over, ask for what is missing under “Help out”.',
  ],
  scan_replayed: ['You have scanned this code already', 'Wait for the next one, half a minute at most.'],
  scan_id_taken: ['Not taken: this was used for something else', 'Scan once more.'],
  own_code: [
    'Who leads does not scan the code they show',
    'Once it is over, ask for your minutes under “Help out”; another organisation checks them.',
  ],
  shift_not_yours: [
    'Only the lead of this shift does that',
    'To let somebody else lead, change the activity.',
  ],
  ticket_not_found: ['The code you scanned was not kept', 'Scan once more.'],
  ticket_lapsed: [
    'You signed in too late for the code you scanned',
    'It is kept for 10 minutes and 3 attempts. Scan once more now; if you cannot, have the lead tick you, and ask for the minutes under “Help out” once it is over.',
  ],
  ticks_sealed: [
    'The list cannot be written now',
    'It is open from shortly before the shift until it is sealed; ticks made after that are not taken. Whoever is missing asks for their minutes.',
  ],
  ticks_open: ['The list is not sealed yet', 'Come back once the shift is over and the list is sealed.'],
  not_ticked: [
    'The lead did not see them there',
    'Whoever is not on the list, nor in a tick that arrived late, cannot be confirmed.',
  ],
  presence_not_found: ['This stay was not found', 'Look again after a refresh.'],
  nothing_to_decide: [
    'This is not for you to decide',
    'It does not wait, or somebody has decided. Look again after a refresh.',
  ],
  not_second_person: [
    'Somebody else of another organisation has to decide',
    'Not whoever served, led, signed up or wrote it, nor anybody of the host in this last year, nor whom these have chosen.',
  ],
  claim_not_found: ['This request was not found', 'Look again after a refresh.'],
  claim_id_taken: ['Not asked for: this was used for another request', 'Go back and fill it in again.'],
  claim_too_high: ['That is too much', 'No more than {most} minutes are left of this shift.'],
  claim_overlaps: [
    'You were at “{title}” for some of it',
    'Nobody is in two places at once. Claim less; if the other is wrong, say so in the record first.',
  ],
  claim_out_of_time: ['Not now', 'Minutes of this shift can be asked for from {fromAt} to {untilAt}.'],
  sampled_not_found: ['This line is not there', 'Please load the page again.'],
  sign_not_found: ['This is gone', 'Its numbers are others by now: please load the page again.'],
} as const
