import type { Same } from './catalogue.ts'
import type { zhCNPolls } from './zh-CN.polls.ts'

export const enPolls: Same<typeof zhCNPolls> = {
  ruleVotes: 'Votes',
  ruleVotesSecret: (least: number) =>
    `who voted what is kept nowhere; of fewer than ${least} votes no numbers are shown, and none counts`,
  ruleVotesShown: 'once closed, the convener is shown who voted what',
  ruleVotesHidden: 'the convener is shown the numbers only',

  pollTitle: 'Vote',
  pollAbout: (title: string) => `On: ${title}`,
  pollNone: 'Nothing to vote on yet. It appears here as soon as the convener opens it.',
  pollSecret: 'Secret: only that you voted is kept, never what. Nobody can look it up.',
  pollNamed: 'Open: once closed, the convener is shown who voted what.',
  pollOpenly: 'Open: the convener is shown the numbers only.',
  pollVoted: (voted: number, present: number) => `${present} signed in by phone, ${voted} voted`,
  pollYes: 'For',
  pollNo: 'Against',
  pollAbstain: 'Abstain',
  pollOnce: 'You vote once, and cannot change it',
  pollDo: 'Vote',
  pollDoThis: (option: string) => `Vote “${option}”`,
  pollDone: 'You have voted. The result comes once it is closed.',
  pollDoneMine: (option: string) => `You voted “${option}”. The result comes once it is closed.`,
  pollLost:
    'Your vote did not leave. Press again once there is a network; had it arrived, it would not count twice.',
  pollWas: 'Your vote of just now had arrived after all; that one counts.',
  pollVoid: (least: number) =>
    `Fewer than ${least} voted, in the app or in all, and numbers would tell who voted what. It is void, and what was chosen is erased. Vote again.`,
  pollVotes: (votes: number) => (votes === 1 ? '1 vote' : `${votes} votes`),
  pollPaper: (votes: number) => `${votes} of them by hand or on paper`,
  pollAgainWhy: (why: string) => `Voted on again because: ${why}`,
  recordPoll: (turn: number) => `Vote ${turn}`,
  recordPollVoid: 'void, as too few voted; no numbers are shown',
  pollMineWas: 'Yours',

  pollDeskWhy:
    'Those who signed in vote on their phones, once each. The result comes once it is closed, and goes into the record.',
  pollItem: 'On what',
  pollQuestion: 'The question',
  pollQuestionWhy: 'Leave it blank for the title of the matter.',
  pollChoices: 'What they choose from',
  pollUsual: 'for, against, abstain',
  pollOwn: 'options of your own',
  pollOption: (number: number) => `Option ${number}`,
  pollOptionAdd: 'One more',
  pollNext: 'Vote on another matter',
  pollNextAgain: 'Vote again',
  pollAgain: 'Why vote again',
  pollAgainHint: 'This has been voted on. The record tells both results and the reason.',
  pollSecretOnce: 'This has been voted on secretly, which is done once.',
  pollOpenDo: 'Open the vote',
  pollPaperTitle: 'By hand or on paper',
  pollPaperWhy:
    'How those without a phone voted, as you count them in the room; else leave it blank. Have a colleague enter them first: whom you enter yourself does not count when you close the vote. The sums are shown.',
  pollClose: 'Close it and see the result',
  pollCloseSure: 'Nobody votes after that.',
  pollWho: 'See who voted what',
  pollWhoWhy: 'That you looked is written down.',
}
