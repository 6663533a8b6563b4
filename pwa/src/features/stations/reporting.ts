/** Saying that something at a station is not as listed: it goes to the outbox, and from there to the server. */
import { p } from '../../i18n/people.ts'
import { deviceKey } from '../../store/device.ts'
import { mintId } from '../../store/ids.ts'
import { type Draft, keep, type Replaced, replace } from '../../store/outbox.ts'
import { keepReport, type MadeReport, type ReportKind } from '../../store/reports.ts'
import { accountNow } from '../../store/whose.ts'
import { amenityName } from './named.ts'
import { isAsItCame } from './photo.ts'
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

/** Reports something of a station, as it was at `at`; returns the id. Throws where the phone lets nothing be kept. */
export async function sayReport(
  station: Pick<Station, 'id' | 'name'>,
  draft: ReportDraft,
  at: number = Date.now(),
): Promise<string> {
  return (await beginReport(station, draft, at)).id
}

/** The same, under an id; until `notBefore` it may still be changed, and waits for that. */
export async function beginReport(
  station: Pick<Station, 'id' | 'name'>,
  draft: ReportDraft,
  at: number,
  notBefore = 0,
  id: string = mintId(),
): Promise<MadeReport> {
  const said = { id, station: station.id, name: station.name, madeAt: at }
  const made = madeOf({ ...said, account: accountNow() }, draft)
  await keepReport(made)
  await keep({ ...(await writeOf(made, draft)), notBefore }, at)
  return made
}

/**
 * Changes what has not arrived, under the same id, as of `at`; where it is on its way, or went meanwhile, it
 * stays as it was said. Throws where the phone lets nothing be kept.
 */
export async function changeReport(
  made: MadeReport,
  draft: ReportDraft,
  at: number = made.madeAt,
  notBefore = 0,
): Promise<Replaced> {
  const changed = madeOf({ ...made, account: made.account ?? accountNow(), madeAt: at }, draft)
  const done = await replace({ ...(await writeOf(changed, draft)), notBefore })
  if (done === 'kept') await keepReport(changed)
  return done
}

type Said = Pick<MadeReport, 'id' | 'station' | 'name' | 'account' | 'madeAt'>

function madeOf({ id, station, name, account, madeAt }: Said, draft: ReportDraft): MadeReport {
  const { kind, note } = draft
  const amenity = kind === 'amenity_broken' ? draft.amenity : null
  return { id, station, name, kind, amenity, note: note.trim(), account, madeAt, answer: null }
}

async function writeOf(made: MadeReport, { photo, photoId = null }: ReportDraft): Promise<Draft> {
  const { id, station, name, kind, amenity, note, account, madeAt } = made
  const attachedId = photo && mintId()
  return {
    id,
    kind: 'report',
    about: name,
    of: { kind, amenity },
    method: 'PUT',
    path: `/api/reports/${id}`,
    body: {
      station,
      kind,
      amenity,
      at: new Date(madeAt).toISOString(),
      note,
      photo: attachedId ?? photoId,
    },
    needsSignIn: false,
    account,
    deviceKey: await deviceKey(),
    attached: photo && {
      path: `/api/photos/${attachedId}${isAsItCame(photo) ? '?unblurred=true' : ''}`,
      file: photo,
      field: 'photo',
    },
    editAt: `/reports?edit=${id}`,
  }
}

/** "锁着门", "微波炉坏了". */
export function whatWords({ kind, amenity }: Pick<MadeReport, 'kind' | 'amenity'>): string {
  return kind === 'amenity_broken' && amenity ? p('reportBroken', amenityName(amenity)) : p(`report_${kind}`)
}
