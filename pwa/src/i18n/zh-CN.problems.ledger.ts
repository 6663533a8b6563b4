/** What the refusals about the ledger of minutes say to a person. */
export const zhCNLedgerProblems = {
  id_unusable: ['没办成：这一份的编号不能用', '请回到上一页，再做一次。'],
  posting_differs: ['没记上：这一笔已经记过别的', '请刷新看看现在记的是什么，再试一次。'],
  minutes_lacking: ['没办成：时长不够，还有 {balance} 分钟', '这次要 {asked} 分钟，请少用一些。'],
  checkpoint_not_found: ['没有这一份账本存证', '请回到列表，挑一份有的。'],
  entry_not_in_checkpoint: [
    '这份存证里没有这一笔',
    '它可能记在这份之后，请换更晚的一份。要是最晚的一份里也没有，请把回执留好，告诉主管部门。',
  ],
} as const
