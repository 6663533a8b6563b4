/** What the refusals about a partner's monthly statement say to a person. */
export const zhCNStatementProblems = {
  month_unusable: ['找不到这个月的对账单', '月份要写成 2026-11 这样，还没到的月份没有。'],
  statement_line_not_found: ['对账单里没有这一条', '请刷新，再从那一条上提。'],
  statement_dispute_not_found: ['找不到这份异议', '请刷新对账单看看。'],
  statement_dispute_id_taken: ['没提上：这一份已经用来说过别的', '请回到上一页，再填一次。'],
  statement_line_disputed: ['这一条已经提过异议了', '一条只能提一次。答复写在那一条下面。'],
  statement_line_final: ['这一条已经撤销了', '不用再提，也不用再答复。请刷新看看。'],
  statement_dispute_settled: ['已经定了', '两个人答复一致，就不再改。请刷新看看。'],
  statement_answer_unfit: ['不能这样答复', '计了次数的可以改成不计，没计的可以改成照计，也都可以维持原样。'],
} as const
