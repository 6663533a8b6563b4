/** What came of the reports of this phone, and of those that its person made on another. */
import { call } from '../../api/client.ts'
import { clock, day, dayNumber } from '../../i18n/format.ts'
import { p } from '../../i18n/people.ts'
import { type Write, writes } from '../../store/outbox.ts'
import { keepOwnReports, keepReportReceipt, type MadeReport, madeReports } from '../../store/reports.ts'
import { accountNow } from '../../store/whose.ts'
import { answerWords } from './desk/saidWords.ts'

/** How many reports a look at the list asks after. */
const ASKED = 10
/** So long what is not listed any more may wait for an answer again, as the server has it. */
const LISTED_AGAIN_MS = 72 * 3_600_000

/** All of them, after asking what came of what is somebody's, and of the latest of nobody's that has no answer. */
export async function withAnswers(): Promise<MadeReport[]> {
  const asked = await askOwn()
  const unsent = new Set((await writes()).filter(({ state }) => state !== 'sent').map(({ id }) => id))
  const open = (await madeReports())
    .filter((one) => isOpen(one) && !unsent.has(one.id) && !asked.has(one.id))
    .slice(0, ASKED)
  for (const { id } of open) {
    const reply = await call('get', '/api/reports/{report_id}', { path: { report_id: id } })
    if (reply.is === 'offline') break
    if (reply.is === 'done') await keepReportReceipt(id, reply.value)
  }
  return madeReports()
}

/** True while there may be another answer: a station can open again, and list again what it did not. */
function isOpen({ answer, madeAt }: MadeReport): boolean {
  if (!answer || answer.kind === 'closed') return true
  return answer.kind === 'unlisted' && Date.now() - madeAt < LISTED_AGAIN_MS
}

/** Asks for what whoever is signed in reported, on whichever phone; which they are. */
async function askOwn(): Promise<Set<string>> {
  const account = accountNow()
  if (account === null) return new Set()
  const reply = await call('get', '/api/me/reports')
  // Somebody else may have this phone by now.
  if (reply.is !== 'done' || accountNow() !== account) return new Set()
  const { items } = reply.value
  const told = items.map(({ key, reportedAt, ...one }) => ({
    ...one,
    id: key,
    madeAt: Date.parse(reportedAt),
  }))
  await keepOwnReports(account, told)
  return new Set(told.map(({ id }) => id))
}

/** How far it has come: waiting, arrived, or what the station's manager answered. */
export function cameOf({ answer, kind }: MadeReport, write: Write | undefined): string {
  if (write?.state === 'refused') return p('outboxRefused')
  if (write?.state === 'waiting') return p('receiptWaiting')
  if (!answer) return p('reportOpen')
  if (answer.kind === 'closed') return p('reportClosed')
  if (answer.kind === 'unlisted') return p('reportUnlisted')
  if (answer.kind === 'untrue') return p('reportUntrue', answer.words)
  return p('reportAnswered', answerWords(answer.kind, kind), answer.words)
}

/** "14:05" today, "11月23日 14:05" else. */
export function madeAt(at: number, now: Date): string {
  const then = new Date(at)
  return dayNumber(then) === dayNumber(now) ? clock(then) : `${day(then)} ${clock(then)}`
}
