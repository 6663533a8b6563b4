import type { Same } from './catalogue.ts'
import type { zhCNLists } from './zh-CN.lists.ts'

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

export const enLists: Same<typeof zhCNLists> = {
  deskLists: 'Lists of stations',
  listNone: 'Lists are taken in by administrators',
  listNoneBody: 'You hold no such role. Ask the office above if you need it.',
  listNew: 'Take a list in',
  listIntro:
    'It is looked through first, and nothing is written until you say so. It can be taken back whole.',
  listFile: 'Choose a file',
  listFileWhy: 'CSV, XLSX or GeoJSON, at most 20 MB.',
  listFileOther: 'Another one',
  listFileMissing: 'Choose a file first.',
  listFileTooLarge: 'This file is larger than 20 MB. Split it.',
  listDatum: 'Where its coordinates are from',
  listDatum_gcj02: 'Amap, Tencent',
  listDatum_bd09: 'Baidu',
  listDatum_wgs84: 'GPS, Tianditu',
  listDatumWhy: 'The wrong one puts stations hundreds of metres off. Ask whoever made the list.',
  listSource: 'Whose list it is',
  listSourceHint: 'For example: 省总工会',
  listSourceWhy:
    'Write it the same each time, so that the same stations are known again. If empty, the file’s name.',
  listLook: 'Look through it',
  listSending: 'Sending',

  listPreparing: 'Waiting to begin. Other lists may be before it.',
  listLooking: (percent) => `Looking through it: ${percent}%`,
  listLanding: (percent) => `Taking it in: ${percent}%`,
  listLeave:
    'You may leave and come back. If the server restarts meanwhile, nothing is written, and you press again.',
  listLost: 'No network; still trying.',

  listSeen: 'Looked through',
  listOf: (count) => counted(count, 'row'),
  listNothing: 'Nothing to change: the list says what is here.',
  listWould: (added, changed, unchanged) =>
    `It would add ${added}, change ${changed} and leave ${unchanged} as they are.`,
  listDid: (added, changed, unchanged) =>
    `${added} added, ${changed} changed, ${unchanged} left as they were.`,
  listRefusedStay: (count) =>
    `${counted(count, 'row')} ${count === 1 ? 'stays' : 'stay'} out; mend the file and send it again.`,
  listVerdict: 'Which rows',
  listVerdict_refused: (count) => `Refused ${count}`,
  listVerdict_warned: (count) => `Doubtful ${count}`,
  listVerdict_fixed: (count) => `Repaired ${count}`,
  listAccepted: (count) => `${counted(count, 'row')} taken as written.`,
  listRow: (line) => `Row ${line}`,
  listVanished: (count) => `${counted(count, 'station')} not in this list; they stay`,
  listMoreVanished: (count) => `and ${count} more`,
  listIgnored: (heads) => `Columns not used: ${heads}`,
  listPassed: (count) => `${counted(count, 'row')} of totals and notes passed over`,
  listSheets: (names) => `One sheet was read. Not read: ${names}. Save each as a file of its own.`,
  listLandAll: (count) => `Take ${counted(count, 'station')} in`,
  listAway: 'Leave it, choose another',
  listIn: 'Taken in',
  listInBody: (batch) => `Batch ${batch}. Riders see it within a minute.`,
  listInNothing: 'All as before; nothing changed.',
  listAgain: 'Another list',
  listFailed: 'Not taken in, nothing written',
  listStopped: 'It was cut off; nothing was written',
  listStoppedBody: 'The server may have restarted.',
  listLandAgain: 'Take it in again',
  listSendAgain: 'Choose the file again',

  batches: 'Lists taken in before',
  batchesNone: 'None so far.',
  batchBy: (who, when) => `${when}, ${who}`,
  batchMine: 'by you',
  batchOther: 'by another administrator',
  batchOperator: 'by an operator',
  batchCounts: (added, changed) => `${added} added, ${changed} changed`,
  batchRefused: (count) => `${counted(count, 'row')} refused`,
  batchUndo: 'Take back',
  batchUndoOf: (source) => `Take back the list of ${source}`,
  batchUndoSure: 'Really all of it?',
  batchUndone: 'taken back',
  batchUndoneNow: (restored, closed) => `Taken back: ${restored} restored, ${closed} removed.`,
  batchChangedSince: (count) => `${count} changed since and left alone.`,
  batchElsewhere: 'Part of it is not yours; the place above takes it back.',
}
