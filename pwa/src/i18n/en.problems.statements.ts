import type { zhCNStatementProblems } from './zh-CN.problems.statements.ts'

/** What the refusals about a partner's monthly statement say to a person. */
export const enStatementProblems: Record<
  keyof typeof zhCNStatementProblems,
  readonly [happened: string, todo: string]
> = {
  month_unusable: [
    'There is no statement of this month',
    'A month is written like 2026-11, and has to have begun.',
  ],
  statement_line_not_found: ['No statement has this line', 'Refresh, and start from the line.'],
  statement_dispute_not_found: ['This was not found', 'Look again after a refresh.'],
  statement_dispute_id_taken: ['Not sent: this was used for something else', 'Go back and fill it in again.'],
  statement_line_disputed: [
    'This line has been disputed',
    'A line is disputed once. What is answered stands below it.',
  ],
  statement_line_final: [
    'This line has been undone',
    'Nothing is left to dispute or answer. Look again after a refresh.',
  ],
  statement_dispute_settled: [
    'It is settled',
    'Two have said the same, and it stays. Look again after a refresh.',
  ],
  statement_answer_unfit: [
    'This cannot be the answer',
    'What counts can be struck, what does not can be counted, and either can stay as it is.',
  ],
}
