/** How much the data that is held can still say. */
import { asOf, service } from './queries.ts'

export interface Freshness {
  /** When what is shown was last known to be the newest there is. */
  asOf: Date | null
  staleDays: number
  reportHours: number
  /** Older than the days after which the service calls data old: schedules are then what was listed, no more. */
  stale: boolean
  /** Younger than the window of riders' reports: nobody reported then means something. */
  reportsKnown: boolean
}

const HOUR_MS = 3_600_000

/** Of what the last ranking showed, or of one prefecture, by name. */
export function freshness(now: Date, prefecture?: string): Freshness {
  const known = asOf(prefecture)
  const { staleDays, reportHours } = service() ?? { staleDays: 3, reportHours: 6 }
  const hours = known ? (now.getTime() - known.getTime()) / HOUR_MS : Number.POSITIVE_INFINITY
  return {
    asOf: known,
    staleDays,
    reportHours,
    stale: hours >= staleDays * 24,
    reportsKnown: hours < reportHours,
  }
}
