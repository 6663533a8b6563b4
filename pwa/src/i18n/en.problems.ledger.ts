import type { zhCNLedgerProblems } from './zh-CN.problems.ledger.ts'

/** What the refusals about the ledger of minutes say to a person. */
export const enLedgerProblems: Record<keyof typeof zhCNLedgerProblems, readonly [string, string]> = {
  id_unusable: ['Not done: the number of this one cannot be used', 'Go back a page and do it once more.'],
  posting_differs: [
    'Not entered: something else stands under this number',
    'Reload to see what is entered now, and try again.',
  ],
  minutes_lacking: [
    'Not done: too few minutes, {balance} are left',
    'This takes {asked} minutes. Use fewer.',
  ],
  checkpoint_not_found: [
    'There is no checkpoint of this size',
    'Go back to the list and choose one that is there.',
  ],
  entry_not_in_checkpoint: [
    'This checkpoint does not have this entry',
    'It may be from later: try a later checkpoint. If the latest does not have it either, keep the receipt and tell the supervising office.',
  ],
}
