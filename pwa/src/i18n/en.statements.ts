/** The sentences of a partner's monthly statement. */
import type { Same } from './catalogue.ts'
import type { zhCNStatements } from './zh-CN.statements.ts'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

export const enStatements: Same<typeof zhCNStatements> = {
  statements: 'Statements',
  statementsNone: 'No statements for you to see',
  statementsNoneBody: 'Providers of benefits see theirs, and so do the county and the city.',
  statementMonthOf: (year: number, month: number) => `${MONTHS[month - 1]} ${year}`,
  statementMonth: 'Month',
  statementOpen: (when: string) =>
    `Still open until ${when}. What was taken in without a network and arrives later is in the next month.`,
  statementClosed: (when: string) =>
    `Closed ${when}; it changes no more. What puts a line right is another line.`,
  statementUses: 'Counted',
  statementMinutes: 'In all',
  statementTaken: 'Downloaded',
  statementNoLines: 'Nothing was used in this month.',
  statementMore: 'Show more',
  statementNumber: (end: string) => `number ends ${end}`,
  statementLate: 'of the month before, arrived late',
  statementDisputes: 'Disputed',
  statementDispute: 'Dispute',
  statementDisputeAbout:
    'Once for each line. It is settled when two people of the county say the same; the line stays, another puts it right.',
  statementDisputeHint: 'Whoever answers reads this. Say what is wrong.',
  line_used: 'used',
  line_double: 'used twice, not counted',
  line_unpaid: 'no hours to take, not counted yet',
  line_paid: 'paid for later, counted',
  line_instead: 'counted instead',
  line_undone: 'taken back',
  line_struck: 'put right: not counted',
  line_honoured: 'put right: counted',
  disputed_open: 'disputed, not answered yet',
  disputed_kept: 'disputed: stays',
  disputed_struck: 'disputed: struck',
  disputed_honoured: 'disputed: counts',
  answer_kept: 'It stays',
  answer_struck: 'Strike it',
  answer_honoured: 'Count it',
  answerTwo:
    'Two people have to say the same. Not its provider’s people, nor who was one within a year, nor whose voucher it is.',
  answerYours: 'You have answered; another has to say the same.',
  answerHint: 'Whoever disputes reads this.',
}
