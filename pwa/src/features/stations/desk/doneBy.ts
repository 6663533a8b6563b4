/** Who changed something, in as many words as those beside them are to read. */
import type { components } from '../../../api/schema.d.ts'
import { p } from '../../../i18n/places.ts'

type Doer = components['schemas']['Doer']

/** Null is somebody whose account is gone, or whom nobody wrote down. */
export function doneBy(by: Doer | null): string {
  if (by?.you) return p('revisionByYou')
  return p('revisionByOther', by?.name ?? '', by?.organisation ?? '')
}
