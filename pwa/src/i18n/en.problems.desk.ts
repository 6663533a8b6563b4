/** Why something at a station's desk did not come to pass. */
import type { zhCNDeskProblems } from './zh-CN.problems.desk.ts'

export const enDeskProblems: Record<
  keyof typeof zhCNDeskProblems,
  readonly [happened: string, todo: string]
> = {
  place_too_far: [
    'Not saved: this is {metres} m from where it stands',
    'A manager moves it by {mostM} m at most. For more, change the list or ask an administrator of the county.',
  ],
  place_elsewhere: [
    'Not saved: this is not in {here}',
    'See whether longitude and latitude are swapped. If it has moved to another county, change the list.',
  ],
  answer_differs: ['Not changed: the answer is another by now', 'Reload to see what was said.'],
  confirmation_not_found: [
    'Not taken back: there is no such confirmation',
    'Only whoever gave it can take it back.',
  ],
  confirmation_stays: [
    'Not taken back: it was confirmed again since, or more than {mostH} hours ago',
    'Change what is otherwise instead.',
  ],
  said_not_found: ['Not taken back: nothing like it was said', 'Only whoever said it can take it back.'],
  said_stays: [
    'Not taken back: something was said since, or this more than {mostH} hours ago',
    'Change what is otherwise instead.',
  ],
  since_unusable: [
    'Not noted: it cannot be out since that day',
    'Give today or a day before, {mostDays} days ago at most.',
  ],
  list_not_found: [
    'There is no such list',
    'A list that was not taken in is kept for a day. Choose the file again.',
  ],
  list_differs: ['Not sent: another list has this key', 'Open this page anew and choose the file again.'],
  list_not_rehearsed: [
    'Not taken in: the list has not been looked through, or cannot be',
    'Load this page again to see.',
  ],
  list_too_slow: ['The list did not arrive whole: the network is too slow', 'Send it again on a better one.'],
}
