import { p } from '../../../i18n/people.ts'
import type { MadeReport } from '../../../store/reports.ts'
import { amenityName } from '../named.ts'

/** "说锁着门", "说微波炉坏了": what riders said, as the desk answers it. */
export function saidWords({ kind, amenity }: Pick<MadeReport, 'kind' | 'amenity'>): string {
  return kind === 'amenity_broken'
    ? p('said_amenity_broken', amenity ? amenityName(amenity) : p('fact_amenities'))
    : p(`said_${kind}`)
}
