import type { zhCNRecordsProblems } from './zh-CN.problems.records.ts'

/** What the refusals about a volunteer's record say to a person. */
export const enRecordsProblems: Record<
  keyof typeof zhCNRecordsProblems,
  readonly [happened: string, todo: string]
> = {
  dispute_not_found: [
    'This was not found',
    'Whoever bears witness had a seat in the same shift, and nobody is their own witness.',
  ],
  dispute_id_taken: ['Not sent: this was used for something else', 'Go back and fill it in again.'],
  dispute_open: ['You have said so already', 'Your record says by which day you get an answer.'],
  dispute_decided: ['It is answered', 'Look again after a refresh. What the county has answered stays.'],
  line_not_found: [
    'This line was not found',
    'It may have been put right. Refresh, and start from the line.',
  ],
  correction_unfit: ['Not changed: {reason}', 'Mend it and try again.'],
  shift_not_over: ['This shift is not over', 'Come back once it is, and people can no longer check out.'],
  settled_already: [
    'Nothing is left to say of this seat',
    'Minutes are counted or wait for a yes, or somebody has said why not. Look again after a refresh.',
  ],
  entry_not_found: ['This was not found', 'It may have been taken out. Look again after a refresh.'],
  entry_id_taken: ['Not entered: this was used for something else', 'Go back and fill it in again.'],
  entry_unusable: ['Not entered: {reason}', 'Mend this and try again; the rest is still there.'],
  answers_unusable: [
    'The file of answers cannot be read',
    'Line {line} is wrong ({reason}). Nothing was taken in.',
  ],
}

export const enRecordsReasons = {
  correction_unfit: { same: 'it stands at so many already', lower: 'that is less than the volunteer says' },
  entry_unusable: {
    words: 'it says nothing, or has invisible characters',
    givenBy: 'the name has invisible characters',
    minutes: 'a training has minutes, and nothing else has',
    on: 'the day is still to come',
  },
}
