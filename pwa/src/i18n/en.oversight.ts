import type { Same } from './catalogue.ts'
import { inside } from './spaces.ts'
import type { zhCNOversight } from './zh-CN.oversight.ts'

export const enOversight: Same<typeof zhCNOversight> = {
  overseeNone: 'This needs a role',
  overseeNoneBody: 'You are neither supervisor nor administrator. Ask the office above if you need to be.',
  overseeAbove: 'One level up',
  overseeTop: 'Where',
  overseeWhich: 'Which ones',
  oversee_all: (count) => `All ${count}`,
  oversee_due: (count) => `Long unconfirmed ${count}`,
  oversee_unconfirmed: (count) => `Said to be locked ${count}`,
  oversee_reported: (count) => `Unanswered ${count}`,
  overseeMeans_all: 'All stations here, the longest unconfirmed first.',
  overseeMeans_due: (never) =>
    never > 0
      ? `The manager has not confirmed for too long; ${never} of them never did.`
      : 'The manager has not confirmed for too long.',
  overseeMeans_unconfirmed:
    'More than one rider found it locked, and nobody has confirmed since. Riders read “unconfirmed”.',
  overseeMeans_reported: 'Riders reported a problem, and the manager has not answered.',
  overseeBelow: 'By place',
  overseeDesk: 'Desk',
  overseeDeskOf: (name) => `Desk of ${name}`,
  overseeStations: 'Stations',
  overseeSketch:
    'A sketch, north up, with crowded places moved apart. The larger, the more stations; orange are long unconfirmed.',
  overseeDue: (due, all) => `${due} of ${all} long unconfirmed`,
  overseeAllFine: 'all confirmed',
  overseeDoubted: (count) => `${count} said to be locked`,
  overseeReported: (count) => `${count} unanswered`,
  overseeNever: 'Not confirmed as it is now',
  overseeConfirmed: (when) => `Confirmed ${inside(when)}`,
  overseeLocked: 'Riders found it locked',
  overseeWaiting: (count) => `${count} unanswered`,
  overseeEmpty: 'None.',
  overseeExport: (kind) => `Export ${kind}`,
  overseeFile: (place, which, date) => `${place} stations, ${which}, ${date}`,
  overseeWhich_all: 'all',
  overseeWhich_due: 'long unconfirmed',
  overseeWhich_unconfirmed: 'said to be locked',
  overseeWhich_reported: 'unanswered',
  overseeExported: 'Exported',
}
