/** What was reported of stations on this phone; what came of it is as it was when the server was last asked. */
import { reading, writing } from './database.ts'

export type ReportKind = 'locked' | 'amenity_broken' | 'crowded' | 'wrong_place' | 'gone' | 'unfriendly'

export interface MadeReport {
  /** Also the id under which the server has it. */
  id: string
  station: string
  /** The station's name, for when its prefecture is not held any more. */
  name: string
  kind: ReportKind
  amenity: string | null
  note: string
  /** Who was signed in when it was made. */
  account: string | null
  madeAt: number
  answer: ReportAnswer | null
}

export interface ReportAnswer {
  kind: 'fixed' | 'untrue' | 'seen' | 'out' | 'unlisted' | 'closed'
  words: string
  /** As 2026-12-01T08:00:00Z. */
  at: string
}

export async function keepReport(made: MadeReport): Promise<void> {
  await writing(['reports'], (open) => open('reports').put(made))
}

/** All of them, the latest first. */
export async function madeReports(): Promise<MadeReport[]> {
  const all = await reading(['reports'], (open) => open('reports').getAll())
  return all.sort((a, b) => b.madeAt - a.madeAt)
}

/** What the server says of a report: which words arrived first, and what came of them. */
export interface ReportReceipt extends Pick<MadeReport, 'kind' | 'amenity'> {
  answer: ReportAnswer | null
}

/** What somebody reported on whichever phone, as the server has it; what this phone knows more of it stays. */
export async function keepOwnReports(
  account: string,
  reports: (ReportReceipt & Pick<MadeReport, 'id' | 'station' | 'name' | 'madeAt'>)[],
): Promise<void> {
  await writing(['reports', 'outbox'], async (open) => {
    for (const { id, station, name, kind, amenity, madeAt, answer } of reports) {
      // What is being changed here says more than what arrived.
      if (((await open('outbox').get(id))?.state ?? 'sent') !== 'sent') continue
      const made = (await open('reports').get(id)) ?? { id, station, name, note: '', account, madeAt }
      await open('reports').put({ ...made, kind, amenity, answer: toldOf(answer) })
    }
  })
}

const toldOf = (answer: ReportAnswer | null) =>
  answer && { kind: answer.kind, words: answer.words, at: answer.at }

export async function keepReportReceipt(id: string, { kind, amenity, answer }: ReportReceipt): Promise<void> {
  await writing(['reports'], async (open) => {
    const made = await open('reports').get(id)
    if (made) await open('reports').put({ ...made, kind, amenity, answer: toldOf(answer) })
  })
}
