import type { zhCNCaseProblems } from './zh-CN.problems.cases.ts'

/** What the refusals about cases and concerns say to a person. */
export const enCaseProblems: Record<
  keyof typeof zhCNCaseProblems,
  readonly [happened: string, todo: string]
> = {
  case_not_found: [
    'This request was not found',
    'A letter of the address may be missing. What others asked for is shown once you join it.',
  ],
  case_differs: ['Not sent: this was used for something else', 'Go back and write it again.'],
  case_words_missing: [
    'It does not say what you need',
    'Write a few words, record a voice note, or take a photo.',
  ],
  voice_too_large: [
    'The voice note was not sent: it is larger than {mostMb}\u00a0MB',
    'Delete it and record a shorter one.',
  ],
  voice_unusable: [
    'The voice note was not sent: it cannot be played',
    'Delete it and record it again, or write.',
  ],
  voice_differs: ['Not replaced: the voice note before has arrived', 'Delete it and record it again.'],
  voice_not_found: [
    'Not done: the voice note is gone, or not for you to hear',
    'One that is not used for two days is deleted. To send one, record it again.',
  ],
  case_place_unusable: ['Not sent: {reason}', 'Choose a place again.'],
  case_over: ['Not joined: this is answered or closed already', 'If it is not solved, ask anew.'],
  own_office_case: ['Not joined: your organisation is dealing with this', 'Deal with it there instead.'],
  own_case: ['You asked for this yourself', 'You will be told what comes of it.'],
  case_not_alone: [
    'Not taken back: others need it too',
    'You need not do anything. You will be told once it is done.',
  ],
  case_move_unfit: ['Not done: it is not at this step', 'Somebody may have been first. Refresh and look.'],
  case_move_differs: ['Not done: this was used for something else', 'Refresh and do it again.'],
  case_move_unusable: ['Not done: {reason}', 'Add it and try again; the rest is still there.'],
  complaint_stays: ['Not changed: a complaint or report stays one', 'Accept it as a complaint or a report.'],
  committee_not_answerable: [
    'Not for a residents’ or villagers’ committee: {reason}',
    'Give it to the department or street office in charge.',
  ],
  handler_missing: [
    'Not for this organisation: nobody handles anything there yet',
    'Choose another, or have somebody made its handler first.',
  ],
  case_judged_in_concern: ['Somebody has promised to do this', 'Say in its concern whether it is solved.'],
  concern_not_found: ['This concern was not found', 'A letter of the address may be missing.'],
  concern_differs: ['Not proposed: this was used for another concern', 'Go back and write it again.'],
  concern_unusable: ['Not proposed: {reason}', 'Mend this and try again; the rest is still there.'],
  case_not_gatherable: ['{number} is closed, or in another concern', 'Leave it out and try again.'],
  concern_settled: [
    'Not changed: this concern is decided, or something was promised of it',
    'What is in it stays, and is done as was decided.',
  ],
  commitment_not_found: [
    'This commitment was not found',
    'A letter of the address may be missing. Look at its concern.',
  ],
  commitment_differs: ['Not saved: this was used for another commitment', 'Go back and write it again.'],
  commitment_unusable: ['Not done: {reason}', 'Mend it and try again; the rest is still there.'],
  commitment_pressing: [
    'Not saved: this organisation owes another about this concern that is overdue or done again',
    'Have that one done. If it is not going to be, withdraw it first, then write the new one.',
  ],
  commitment_too_early: [
    'Not saved: nothing can be promised about this concern now',
    'Accept it first. One that was declined or sent elsewhere takes none.',
  ],
  commitment_move_unfit: [
    'Not done: it is not at this step',
    'Somebody may have been first. Refresh and look.',
  ],
  commitment_move_differs: ['Not done: this was used for something else', 'Refresh and do it again.'],
  asked_too_late: [
    'Not saved: you joined after it was reported done',
    'Those who had asked for it by then say whether it is solved.',
  ],
  own_commitment: [
    'Not saved: your own organisation promised this',
    'Those who asked for it say whether it is solved.',
  ],
  not_asked: [
    'Not saved: you did not ask for this',
    'Those who asked for it, or joined, say whether it is solved.',
  ],
  answers_counted: [
    'Not saved: nobody is asked now',
    'It is not done yet, or the answers were counted. Refresh and look.',
  ],
  matter_unusable: ['Not entered: {reason}', 'Mend this and try again.'],
}

export const enCaseReasons = {
  case_place_unusable: {
    place: 'it needs one place, and only one',
    division: 'there is no such division',
    station: 'there is no such station',
    scene: 'there is no such place',
  },
  case_move_unusable: {
    words: 'it needs a reason or an answer, and no mobile number where everybody reads it',
    channel: 'choose where it belongs',
    organisation: 'choose an organisation that is still there',
    kind: 'this step does not change its kind',
    target: 'choose the other concern in which it goes on',
  },
  committee_not_answerable: {
    of_authorities: 'complaints and reports are answered by authorities',
    not_registered: 'it is not on the register',
  },
  concern_unusable: {
    title: 'the title is missing, has invisible characters or a mobile number',
    about: 'the text has invisible characters or a mobile number',
    division: 'there is no such division',
  },
  commitment_unusable: {
    words: 'say what was done, or why; nobody’s mobile number in what all can read',
    organisation: 'choose an organisation that is still there',
    photo: 'this photo cannot be used; take another that the phone can open',
  },
  matter_unusable: {
    field: 'there is no such field',
    article: 'only Article 7 or 13',
    title: 'the matter is missing or too long',
    basis: 'the basis is missing or too long',
    since: 'what has begun stays: a change holds from today on at the earliest, and after it began',
    until: 'it would end before it begins, or ended long ago',
  },
}
