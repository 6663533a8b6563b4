import type { Same } from './catalogue.ts'
import type { zhCNPapers } from './zh-CN.papers.ts'

export const enPapers: Same<typeof zhCNPapers> = {
  papersTitle: 'Papers',
  paperFacts: (size: string) => `PDF, ${size}`,
  paperOf: (title: string) => `For: ${title}`,
  paperGone: (day: string) => `Taken off on ${day}`,
  paperForCalled: 'For those who were called',
  paperOpen: 'Open',
  paperHash: 'SHA-256',

  papersDeskWhy: (most: number) =>
    `PDF only, ${most}\u00a0MB each at the most, ten in all. Those with scripts, files packed in or a password are refused.`,
  papersToldWhy:
    'Once the meeting is announced, those who know of it are told ten minutes later, once for all that you add together.',
  papersSealedWhy: 'The record is sealed. An annex says what is added or taken off now.',
  paperTitle: 'What it is called',
  paperTitleMissing: 'Say what this paper is called.',
  paperFile: 'Choose a PDF',
  paperFileOther: 'Choose another',
  paperFileMissing: 'Choose a PDF first.',
  paperFileTooLarge: (most: number) => `This is larger than ${most}\u00a0MB. Make it smaller, or split it.`,
  paperItem: 'For which matter',
  paperItemAll: 'the whole meeting',
  paperReaders: 'Who reads it',
  readers_everyone: 'everybody',
  readers_called: 'those who were called',
  paperAdd: 'Add it',
  paperSending: 'Sending…',
  paperAdded: (title: string) => `Added: ${title}`,
  paperBy: (who: string, day: string) => `added by ${who} on ${day}`,
  paperGoneBy: (who: string, day: string) => `taken off by ${who} on ${day}`,
  paperWithdraw: 'Take off',
  paperWithdrawWhich: (title: string) => `Take off “${title}”`,
  paperWithdrawSure: 'Nobody opens it after that; its title and the time stay. Press once more.',
}
