/** What this phone has said of a station, beside what the packs tell: heard at once, and never twice. */
import type { MadeReport } from '../../store/reports.ts'
import type { ReportHere } from './types.ts'

export interface Own extends Pick<MadeReport, 'kind' | 'amenity' | 'madeAt'> {
  /** Null while it waits. */
  sentAt: number | null
}

/** Within this what has arrived is published (`LONGEST_WAIT` in publishing.py, and the time that takes). */
const PUBLISHED_MS = 15_000
/** Packs tell times in whole minutes. */
const MINUTE_MS = 60_000

/**
 * The reports with those of one's own that what is held, the newest there was at `asOf`, cannot have yet. How many
 * are counted stays: whether one more is somebody else by the rules of counting only the server knows.
 */
export function withOwn(reports: ReportHere[], own: Own[], asOf: Date | null): ReportHere[] {
  const told = [...reports]
  for (const one of own) {
    const { kind, amenity } = one
    const at = told.findIndex((report) => report.kind === kind && report.amenity === amenity)
    const theirs = told[at]
    if (isHeard(one, theirs, asOf)) continue
    const lastAt = new Date(Math.max(one.madeAt, theirs?.lastAt.getTime() ?? 0))
    if (theirs) told[at] = { ...theirs, lastAt, you: theirs.you ?? 'also' }
    else told.push({ kind, amenity, count: 1, lastAt, you: 'only' })
  }
  return told
}

function isHeard({ madeAt, sentAt }: Own, theirs: ReportHere | undefined, asOf: Date | null): boolean {
  if (sentAt === null) return false
  if (asOf && asOf.getTime() >= sentAt + PUBLISHED_MS) return true
  return theirs !== undefined && !theirs.you && theirs.lastAt.getTime() + MINUTE_MS > madeAt
}
