import { enCaseProblems } from './en.problems.cases.ts'
import { enDeskProblems } from './en.problems.desk.ts'
import { enLedgerProblems } from './en.problems.ledger.ts'
import { enNoticeProblems } from './en.problems.notices.ts'
import { enVolunteeringProblems } from './en.problems.volunteering.ts'
import type { Problems } from './problems.ts'

export { enGround, enReasons } from './en.reasons.ts'

export const enProblems: Problems = {
  station_not_found: ['No such station', 'It may be gone, or a letter of the address may be missing.'],
  near_unreadable: [
    'Nothing searched: the position cannot be read',
    'Write longitude,latitude, as 112.95,28.20.',
  ],
  at_unreadable: [
    'Nothing searched: the time cannot be read',
    'Write date, time and time zone, as 2026-11-23T18:00+08:00.',
  ],
  cursor_unreadable: ['The next page did not come', 'Search again from the first page.'],
  amenity_unknown: ['Nothing searched: there is no amenity “{amenity}”', 'Choose another one.'],
  family_unknown: ['Nothing searched: there is no kind of station “{family}”', 'Choose another one.'],
  station_unusable: [
    'The station was not saved: {field} of number {externalId} is wrong',
    'Correct it and save again; the source is {source}.',
  ],
  amenity_not_here: [
    'Not sent: “{amenity}” is not listed here',
    'Reload the page and look again what there is.',
  ],
  note_unusable: ['Not sent: the note has hidden characters in it', 'Type it again instead of pasting.'],
  said_too_long_ago: [
    'Not sent: it was written more than {mostH} hours ago',
    'If it still is so, say it again.',
  ],
  report_differs: ['Not changed: what you said before has arrived', 'Say the rest as another report.'],
  report_not_found: [
    'This report was not found',
    'It may not have arrived yet, or a letter of the address is missing.',
  ],
  report_answered_already: ['Not answered: it has been answered already', 'Reload to see what was said.'],
  reason_missing: ['Not answered: the reason is missing', 'Say in a sentence why it is not true.'],
  device_key_unusable: ['Not sent: this phone was not recognised', 'Close the app, open it and try again.'],
  key_taken: ['Not done: this was used to say something else', 'Go back a page and tap again.'],
  end_unusable: ['Not done: the end is wrong', 'It ends after it begins, within 31 days.'],
  revision_not_found: ['Not put back: there is no such change', 'Reload the list of changes.'],
  changed_meanwhile: [
    'Not saved: somebody else changed this while you did',
    'See how it is now; save again if yours should hold.',
  ],
  changed_since: [
    'Not taken back: the same was changed again later',
    'Take the later change back first, or change it to what it should be.',
  ],
  hours_unusable: [
    'The hours were not saved: {reason}',
    'Correct this and save again; the rest is still here.',
  ],
  photo_too_large: ['The photo was not sent: it is too large', 'Choose one below {mostMb}\u00a0MB.'],
  photo_unreadable: ['The photo was not sent: it cannot be opened', 'Choose a JPG, PNG, WebP or HEIC.'],
  photo_differs: ['Not replaced: the photo before has arrived', 'Remove the photo and choose again.'],
  photo_not_found: [
    'Not done: the photo is gone',
    'It may have been deleted; those that nothing uses go after two days. To send it, choose it again.',
  ],
  darkroom_busy: [
    'The photo is still waiting: too many are being sent',
    'It is kept on the phone and sent by itself.',
  ],
  upload_too_slow: [
    'The photo is still waiting: the network is too slow',
    'It is kept on the phone and sent by itself.',
  ],
  tile_unknown: ['This piece of the map does not exist', 'The list and the radar need no map.'],
  tiles_away: [
    'The map could not be fetched',
    'Its owner does not answer. The list and the radar need no map.',
  ],

  feedback_not_found: [
    'This was not found',
    'It may not have arrived yet, or a letter of the address is missing.',
  ],
  feedback_differs: [
    'Not changed: what you wrote before has arrived',
    'To add something, write another one.',
  ],
  feedback_answered: [
    'Not answered: somebody has answered already',
    'An answer stays as it was given; read it there.',
  ],
  words_missing: ['Not sent: nothing is written', 'Write a few words and send it.'],
  organisation_not_found: ['There is no such organisation', 'A letter of the address may be missing.'],
  organisation_words_unusable: [
    'Not saved: the name or the address cannot be so',
    'A name has 1 to 80 characters, an address up to 200, none of them invisible.',
  ],
  office_phone_unusable: [
    'Not saved: nobody can call this number',
    'Write one number, with its area code, such as 0731-82212345.',
  ],
  organisation_exists: ['Not saved: there is a “{name}” here already', 'Look whether it is the same one.'],
  external_id_taken: [
    'Not saved: the number {number} is another organisation’s',
    'Check the number and save again.',
  ],
  organisation_stays: ['Not saved: its kind and place stay', 'Close it and add it anew.'],
  organisation_closed: ['Not done: the organisation has closed', 'It can be looked at, and changed no more.'],
  account_not_found: [
    'Nobody here has this number',
    'They may never have signed in; ask them to do so once.',
  ],
  member_not_found: ['Not done: this person is not on the list', 'Load the list again.'],
  scope_not_found: ['Not done: the place or organisation is not there', 'It may have closed; choose again.'],
  scope_unfit: [
    'Not done: the role is not for this',
    'Choose another scope: a division, an organisation or a station.',
  ],
  grant_not_found: ['There is no such grant', 'Open it from the list.'],
  grant_above_own: ['Not done: this is not yours to decide', 'Ask an administrator above you.'],
  grant_id_taken: [
    'Not granted: this form was used for another grant',
    'Go back to the list and fill in a new one.',
  ],
  role_held_already: [
    'Not granted again: the person has the role, or it waits to be confirmed',
    'See the list.',
  ],
  grant_settled: ['Not done: somebody else was first', 'Load the list again.'],
  same_person: [
    'Not done: nobody grants themselves a role or confirms what concerns them',
    'Ask another administrator.',
  ],
  granter_holds_no_more: [
    'Not confirmed: who granted it is no administrator here any more',
    'Ask one who is to grant it again.',
  ],
  why_missing: ['Not done: no reason is given', 'Say why in a few words, and try again.'],
  why_unusable: [
    'Not done: the reason has invisible characters',
    'Please type it again instead of pasting it.',
  ],
  consent_unfit: [
    'Not saved: this cannot be agreed to here',
    'Acting-for needs a division; under 14, a guardian must agree.',
  ],
  consent_not_found: ['There is no such consent', 'See whether you are signed in as somebody else.'],
  consent_taken: ['Not saved: this number has been used', 'Agree once more.'],
  guardian_needed: [
    'Not done: under 14, a guardian must agree first',
    'Under “Me”, let your guardian get a code on their own phone.',
  ],
  guardian_not_needed: [
    'Not done: from 14 on, no guardian is needed',
    'If your date of birth is wrong, correct it first.',
  ],
  guardian_is_self: ['Not sent: this is your own phone number', 'Give the number of your guardian.'],
  acting_for_refused: [
    'Not done: you cannot act for this person now',
    'See whether their consent still holds, or let them do it themselves.',
  ],
  own_hands_only: [
    'Not done: only the person themselves can do this',
    'Once they sign in and claim what is kept for them, they see and export it all.',
  ],
  kept_not_found: [
    'There is nobody like that to act for',
    'They may have claimed their account, or closed it.',
  ],
  kept_taken: ['Not saved: this number is taken', 'Enter the person once more.'],
  claim_refused: [
    'Not claimed: this code cannot be used',
    'Type it again from the slip. If it was used, or is older than 30 days, get another at the counter.',
  ],

  division_not_found: ['No such division', 'Check the code for a slip.'],
  division_has_no_prefecture: [
    'Not done: a province lies in no prefecture',
    'Choose a prefecture or something below it.',
  ],
  division_file_broken: [
    'Nothing imported, not one line: faults in the file: {total}',
    'Correct the lines that are listed and import again.',
  ],
  division_file_older: [
    'Nothing imported: this file is from {given}, what is held from {held}',
    'Take a newer file.',
  ],
  code_system_unknown: [
    'Nothing imported: “{system}” is no known system of codes',
    'Write nbs for the statistics bureau, mca for civil affairs.',
  ],
  point_outside_china: [
    'Not saved: the point of {key} lies outside China',
    'Longitude and latitude are probably swapped. Correct them and save again.',
  ],
  search_unusable: [
    'Nothing searched: the text has invisible characters',
    'Please type it again instead of pasting it.',
  ],
  source_unusable: [
    'Nothing imported: the source is not told well',
    'Say in 1 to 200 visible characters where the file comes from.',
  ],
  special_day_file_broken: [
    'Nothing imported, not one line: faults in the file: {total}',
    'Correct the lines that are listed and import again.',
  ],
  special_days_leave_a_gap: [
    'Not imported: years are missing between this calendar and ours',
    'Import the missing years together with it.',
  ],
  file_unreadable: [
    'Not imported, nothing was written: the file cannot be read',
    'Save it as CSV (UTF-8) or XLSX and import it again.',
  ],
  datum_unknown: ['Not imported: no datum is called “{datum}”', 'Say wgs84, gcj02 or bd09.'],
  datum_contradicted: [
    'Not imported: the columns say {said}, you said {given}',
    'Find out which datum it is and import it again.',
  ],
  batch_not_found: ['Not taken back: there is no batch {batch}', 'See whether its name was copied right.'],
  batch_elsewhere: [
    'Not taken back: {count} of its stations lie where you have no say',
    'Ask an administrator of the place above to take it back.',
  ],
  dispute_over: ['Nothing changed: another list has come, or somebody has decided', 'See what it says now.'],
  lists_busy: ['Not begun: other lists are waiting for their turn', 'Try again in some minutes.'],
  batch_undone: [
    'Not taken back again: batch {batch} was taken back before',
    'To have it back, import the file again.',
  ],

  sign_in_needed: ['Not done: please sign in first', 'Sign in and try again.'],
  role_missing: ['Not done: you do not hold the role for it', 'Ask an administrator for it.'],
  phone_unusable: ['Not done: {reason}', 'Write one mobile number of 11 digits.'],
  too_often: ['Not done: too many tries', 'Try again in {wait}.'],
  code_refused: [
    'The code is wrong, or no longer valid',
    'Look at the latest message. After five tries or five minutes, have a new one sent.',
  ],
  sms_unavailable: [
    'Not sent: text messages cannot be sent just now',
    'Try again in a few minutes, or call.',
  ],
  session_ended: ['{reason}', 'Just sign in again.'],
  foreign_origin: ['Not done: this page was not opened from Xiangyi', 'Open it from the address of Xiangyi.'],
  unsupported_media_type: [
    'Not done: what was sent is not of a kind that is read here',
    'Close Xiangyi and open it again; if that does not help, tell us.',
  ],
  device_not_found: ['That device is signed out already', 'There is nothing left to do.'],
  name_unusable: ['Not saved: {reason}', 'Write it otherwise and save again.'],
  occupation_unknown: ['Not saved: there is no such work to choose', 'Choose another.'],
  born_on_unusable: [
    'Not saved: the date of birth cannot be',
    'Write it as on the ID card, as in 2001-05-17.',
  ],
  id_number_unusable: ['Not saved: the ID number is wrong', 'Write its 18 characters; the last may be an X.'],
  person_not_found: ['There is nobody of this name in the demonstration', 'Choose from the list.'],
  no_demonstration: ['This is no demonstration', 'Sign in with your mobile number.'],
  passkey_refused: ['Not let in: this passkey did not pass', 'Try again, or sign in with a code.'],
  passkey_not_found: ['This passkey is removed already', 'There is nothing left to do.'],
  passkeys_full: ['Not added: there are {most} passkeys already', 'Remove one that you no longer use.'],

  bad_request: ['Not done: something is written wrong', 'Check it and try again.'],
  query_too_long: ['Not done: the address is too long', 'Choose fewer things or write less.'],
  not_found: ['There is no such page', 'A letter of the address may be missing.'],
  method_not_allowed: ['Not done: it cannot be used like this', 'Go back a page and try again.'],
  internal_server_error: [
    'Not done: the server failed',
    'It is not your fault, and we have noted it. Try again in a while.',
  ],
  database_away: [
    'Not done: the server cannot reach its data just now',
    'It is not your fault. Try again in a few minutes.',
  ],

  scene_not_found: [
    'There is no such place',
    'It may have been taken down. Go back to the list and look again.',
  ],
  scene_unusable: [
    'Not saved: something is not right',
    'Look at “{field}”: it has invisible characters, a number that cannot be dialled, or a point too far away.',
  ],
  scene_changed_meanwhile: [
    'Not saved: somebody else has just changed it',
    'What you wrote is still here. Open it again, see what they changed, and change it once more.',
  ],
  ...enDeskProblems,
  ...enCaseProblems,
  ...enLedgerProblems,
  ...enVolunteeringProblems,
  ...enNoticeProblems,
  unknown: [
    'Not done',
    'The server refused for a reason that this version does not know. Try the new version, or call and ask.',
  ],
}
