import type { Same } from './catalogue.ts'
import type { zhCNKeeping } from './zh-CN.keeping.ts'

export const enKeeping: Same<typeof zhCNKeeping> = {
  keptDoubted: 'Riders say it is locked',

  sameTakeBack: 'A mistake: take it back',
  sameDoubted:
    'More than one rider says it is locked, so it shows as unconfirmed. An answer does not change that: look at the door, then tap.',
  sameTakenBack: 'Taken back. What was confirmed before shows here once there is a network.',
  sameOvertaken: (when) =>
    `Arrived, but does not count: confirmed later, ${when}. This phone’s clock may be slow.`,
  sameChangedSince: 'Arrived, but does not count: the station was changed since. Look again, and confirm.',
  outboxOvertaken: (when) => `Arrived, but does not count: confirmed later, ${when}`,
  outboxChangedSince: 'Arrived, but does not count: changed since; please confirm again',

  answersGiven: 'Answered',
  answersGivenHint: 'Within a week; a mistake can be put right',
  answersGivenNone: 'Nothing was answered this week.',
  answerGiven: (answer) => `Answered “${answer}”`,
  answerCorrect: 'Change the answer',
  answerCorrected: (answer) => `Now “${answer}”. Whoever reported it is told.`,
  answerWordsAfter: ': ',
  out_gone: 'true, taken off the list',

  closing: 'It is gone: take it off',
  closingHint: 'Torn down, moved away, given up',
  closingBody:
    'It leaves the riders’ lists, the map and the open data. Who keeps or follows it is told, and so are riders whose report nobody has answered.',
  closingBack:
    'The record of changes stays, and it can be opened again. If it is only shut today, use “Just now”.',
  closingWhy: 'Why it is taken off',
  closingWhyHint: 'Goes into the record of work, such as: the house was torn down.',
  closingWhyMissing: 'Say in a sentence why.',
  closingDo: 'Take it off',
  closingSure: 'Really take it off?',
  closingGone: 'It is gone: take it off',
  closingAsk: 'If it is gone, ask the administrator of the county to take it off.',
  takenBack: 'Taken back',
  switchSinceDay: 'Out since which day',
  switchSinceFault: (days) => `Today or a day before, ${days} days ago at most.`,
  takenBackOf: (what) => `Taken back: ${what}`,
  saidTakenBack: 'Taken back. What was said before shows here once there is a network.',
  revisionTakenBack: (when) => `A mistake, taken back ${when}`,
  closedWhen: (when) => `Taken off ${when}`,
  closedHead: 'This station was taken off',
  closedBody: 'Riders do not see it any more. Its record of changes is kept.',
  closedOpen: 'Open it again',
  closedOpenSure: 'Really open it again?',
  closedUnknown: 'There is no such station',
  closedUnknownBody: 'The link may have been copied wrongly.',
  revisionClosed: 'Taken off',
  revisionOpened: 'Opened again',

  noticeCorrected: (said) => `The answer was changed: ${said}`,
  noticeAnswered_closed: 'A station that you reported was taken off',
  noticeAnswered_reopened: 'A station that you reported is open again; your report waits for an answer',
  reportClosed: 'The station was taken off; nothing is left to do',
  noticeClosed: 'This station is gone and was taken off',
  noticeReopened: 'This station is open again',

  listTake: 'Take',
  listTakeOf: (line) => `Take row ${line}`,
  listTakeHint: 'Untick what is not to be taken in.',
  listLeaveOut: (count) => (count === 1 ? 'You left 1 row out.' : `You left ${count} rows out.`),
  listLandRest: 'Take the rest in',

  'action_station.unconfirmed': 'Took back a confirmation',
  'action_station.amenity_withdrawn': 'Took back whether an amenity works',
  'action_station.state_withdrawn': 'Took back how a station stands',
  'action_scene.unverified': 'Took back a check of a way in',
  'action_station.closed': 'Took a station off',
  'action_station.reopened': 'Opened a station again',
  'action_report.corrected': 'Corrected an answer on a station',
}
