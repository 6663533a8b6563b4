/** Saying that something at a station is not as listed: it goes to the outbox, and from there to the server. */
import { p } from '../../i18n/people.ts'
import { deviceKey } from '../../store/device.ts'
import { mintId } from '../../store/ids.ts'
import { keep } from '../../store/outbox.ts'
import { keepReport, type MadeReport, type ReportKind } from '../../store/reports.ts'
import { who } from '../../store/who.ts'
import { amenityName } from './named.ts'
import type { Station } from './types.ts'

export interface ReportDraft {
  kind: ReportKind
  /** Which, where one is broken. */
  amenity: string | null
  note: string
  photo: Blob | null
  /** One that has arrived already. */
  photoId?: string | null
}

/** As many characters as the server takes. */
export const LONGEST_NOTE = 200

/** The kinds in the order in which a rider is asked, which is how often each happens. */
export const KINDS: ReportKind[] = [
  'locked',
  'amenity_broken',
  'crowded',
  'wrong_place',
  'gone',
  'unfriendly',
]

/**
 * Reports something of a station, as it was at `at`; returns the id. The same id again takes the place of what
 * was refused. Throws where the phone lets nothing be kept.
 */
export async function sayReport(
  { id: station, name }: Pick<Station, 'id' | 'name'>,
  { kind, amenity, note, photo, photoId = null }: ReportDraft,
  at: number = Date.now(),
  id: string = mintId(),
): Promise<string> {
  const attachedId = photo && mintId()
  const now = who()
  const made: MadeReport = {
    id,
    station,
    name,
    kind,
    amenity: kind === 'amenity_broken' ? amenity : null,
    note: note.trim(),
    account: now.is === 'in' ? now.me.id : null,
    madeAt: at,
    answer: null,
  }
  await keepReport(made)
  await keep(
    {
      id,
      kind: 'report',
      about: p('reportAbout', whatWords(made), name),
      method: 'PUT',
      path: `/api/reports/${id}`,
      body: {
        station,
        kind,
        amenity: made.amenity,
        at: new Date(at).toISOString(),
        note: made.note,
        photo: attachedId ?? photoId,
      },
      needsSignIn: false,
      account: made.account,
      deviceKey: await deviceKey(),
      attached: photo && { path: `/api/photos/${attachedId}`, file: photo, field: 'photo' },
      editAt: `/reports?edit=${id}`,
    },
    at,
  )
  return id
}

/** "锁着门", "微波炉坏了". */
export function whatWords({ kind, amenity }: Pick<MadeReport, 'kind' | 'amenity'>): string {
  return kind === 'amenity_broken' && amenity ? p('reportBroken', amenityName(amenity)) : p(`report_${kind}`)
}
