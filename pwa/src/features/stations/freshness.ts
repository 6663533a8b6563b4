/** How much the data that is held can still say. */
import { publishedAt, service } from './queries.ts'

export interface Freshness {
  publishedAt: Date | null
  staleDays: number
  reportHours: number
  /** Older than the days after which the service calls data old: schedules are then what was listed, no more. */
  stale: boolean
  /** Younger than the window of riders' reports: nobody reported then means something. */
  reportsKnown: boolean
}

const HOUR_MS = 3_600_000

export function freshness(now: Date): Freshness {
  const published = publishedAt()
  const { staleDays, reportHours } = service() ?? { staleDays: 3, reportHours: 6 }
  const hours = published ? (now.getTime() - published.getTime()) / HOUR_MS : Number.POSITIVE_INFINITY
  return {
    publishedAt: published,
    staleDays,
    reportHours,
    stale: hours >= staleDays * 24,
    reportsKnown: hours < reportHours,
  }
}
