/** What a write of a station is about, in the language of whoever looks at the list: it may have changed since. */
import { p } from '../../i18n/people.ts'
import type { Facts, Write } from '../../store/outbox.ts'
import type { ReportKind } from '../../store/reports.ts'
import { saidWords } from './desk/saidWords.ts'
import { amenityName } from './named.ts'
import { whatWords } from './reporting.ts'

const DECISIONS = { show: 'photoShow', hide: 'photoHide', drop: 'photoDrop' } as const

export function aboutOf({ kind, about, of }: Pick<Write, 'kind' | 'about' | 'of'>): string {
  const what = of && whatOf(kind, of)
  return what ? p('reportAbout', what, about) : about
}

function whatOf(kind: string, of: Facts): string {
  if (kind === 'report') return whatWords(reported(of))
  if (kind === 'report_answer') return saidWords(reported(of))
  if (kind === 'station_amenity') {
    const name = amenityName(of.amenity ?? '')
    return of.back ? p('takenBackOf', name) : name
  }
  if (of.back) return p('takenBack')
  return kind === 'station_photo' ? p(DECISIONS[of.decision as keyof typeof DECISIONS]) : ''
}

const reported = ({ kind, amenity }: Facts) => ({ kind: kind as ReportKind, amenity: amenity ?? null })
