import { p } from '../../../i18n/places.ts'
import type { MadeReport } from '../../../store/reports.ts'
import { amenityName } from '../named.ts'
import type { AnswerKind } from './shown.ts'

/** "说锁着门", "说微波炉坏了": what riders said, as the desk answers it. */
export function saidWords({ kind, amenity }: Pick<MadeReport, 'kind' | 'amenity'>): string {
  return kind === 'amenity_broken'
    ? p('said_amenity_broken', amenity ? amenityName(amenity) : p('fact_amenities'))
    : p(`said_${kind}`)
}

/** "修好了", "不属实": what was answered to it. */
export function answerWords(answer: AnswerKind, kind: MadeReport['kind']): string {
  if (answer === 'untrue') return p('untrue')
  if (answer === 'out') return p(kind === 'gone' ? 'out_gone' : 'seen_out')
  return p(`${answer}_${kind}`)
}
