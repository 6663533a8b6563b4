import type { zhCNPollProblems, zhCNPollReasons } from './zh-CN.problems.polls.ts'

export const enPollProblems: Record<keyof typeof zhCNPollProblems, readonly [string, string]> = {
  poll_not_found: ['There is no such vote', 'Load the page again.'],
  poll_not_of_form: [
    'Not opened: this form does not decide by votes',
    'The rules of the five forms say how each decides.',
  ],
  poll_unusable: ['Not done: {reason}', 'Put that right, and try again.'],
  poll_differs: [
    'Not done: this one asked something else, or was closed with other numbers',
    'Load the page again, and see how it stands.',
  ],
  poll_open: ['Not done: another vote is open in the room', 'Close that one first.'],
  poll_counted: [
    'Not opened: this matter has been voted on',
    'To vote again, say why; the record tells both votes.',
  ],
  secret_poll_counted: [
    'Not opened: this matter has been voted on secretly',
    'Two such votes, compared, would tell who voted what, so there is no second one.',
  ],
  own_guests: [
    'Not sealed: only {counts} count; the {own} you entered yourself do not',
    'Have another convener or a colleague at a counter enter them, or another convener seal it.',
  ],
  paper_votes_many: [
    'Not closed: {votes} votes by hand, and only {counts} on paper entered by others; the {own} you entered do not count',
    'Have another convener or a colleague at a counter enter them, or another convener close it.',
  ],
  poll_closed: ['Not counted: the vote is closed', 'Look at the result, or tell the convener.'],
  not_in_the_room: ['Not counted: you have not signed in', 'Sign in by the code in the room, then vote.'],
  votes_not_shown: [
    'Who voted what is not shown',
    'Of a secret vote it is kept nowhere; of an open one it is shown once it is closed, where the rules say so.',
  ],
  paper_too_large: ['Not added: it is larger than {mostMb}\u00a0MB', 'Make it smaller, or split it.'],
  paper_unreadable: [
    'Not added: {reason}',
    'Try another. One that an office program saves as PDF will mostly do.',
  ],
  paper_not_found: [
    'There is no such paper, or it was taken off',
    'Some are for those who were called: sign in and try again.',
  ],
  paper_unusable: ['Not added: {reason}', 'Put that right, and add it again.'],
  paper_differs: [
    'Not added: another paper was added under this number',
    'Load the page again to see what is there, then add it once more.',
  ],
  papers_full: ['Not added: there are {most} already', 'Take one off first, or make two into one.'],
  charter_not_found: ['There is no such text', 'It may not be published yet, or its draft was deleted.'],
  charter_unusable: ['Not kept: {reason}', 'Put that right; all else is still here.'],
  charter_changed_meanwhile: [
    'Not kept: somebody else changed it just now',
    'What you wrote is still here. Open it anew, and see what they changed.',
  ],
  charter_being_drafted: [
    'Not kept: somebody writes the next version already',
    'Find it among those that are not published, and go on from there.',
  ],
  charter_published: ['It is published and stays', 'Write a next version instead.'],
  charter_record_not_sealed: [
    'Not published: the record of that meeting is not sealed, or did not decide this',
    'Seal the record first.',
  ],
  own_charter: ['Not published: you wrote it', 'Have another convener or an administrator publish it.'],
  charter_of_others: [
    'Not kept: others agreed on this one',
    'Whoever called that meeting, or convenes for the place, writes the next version.',
  ],
  charter_too_early: [
    'Not published: it would be in force too early',
    'The first day is {since}. Change the day, then publish it.',
  ],
}

export const enPollReasons: {
  [Code in keyof typeof zhCNPollReasons]: Record<keyof (typeof zhCNPollReasons)[Code], string>
} = {
  poll_unusable: {
    item: 'this is not on the agenda',
    question: 'the question has invisible characters in it',
    why: 'the reason has invisible characters in it',
    options: 'there have to be two to six options, no two alike',
    option: 'there is no such option',
    paper: 'the numbers on paper have to be of each option',
  },
  paper_unreadable: {
    not_a_paper: 'this is no PDF',
    damaged: 'this PDF is damaged',
    locked: 'this PDF has a password',
    active: 'this PDF has a script in it, or something that acts by itself',
    packed: 'this PDF has other files packed in',
    too_much: 'there is too much in this PDF',
    too_long: 'this PDF takes too long to look through',
  },
  paper_unusable: {
    title: 'its title is missing, or has invisible characters in it',
    item: 'this is not on the agenda',
  },
  charter_unusable: {
    id: 'this number is taken',
    item: 'that meeting did not speak of it, or was elsewhere',
    since_on: 'it is in force within a year at the latest',
    title: 'the title is missing, has a mobile number in it, or is published and stays',
    kind: 'what it is called stays once it is published',
    articles: 'an article is empty, has a mobile number in it, or is there twice',
  },
}
