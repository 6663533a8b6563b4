/** The audit's entries in words; a word that only a newer server knows is shown as it is written. */
import type { components } from '../../api/schema.d.ts'
import { p } from '../../i18n/offices.ts'
import { ACTIONS, ON_BEHALF, SUBJECTS } from './audited.ts'

type Entry = components['schemas']['Entry']

export function actionWords(action: string): string {
  const known = ACTIONS.find((one) => one === action)
  return known ? p(`action_${known}`) : action
}

/** What was done for another is told by the operation, which stands where others have a reason. */
export function deedWords({ action, why }: Pick<Entry, 'action' | 'why'>): string {
  const known = action === 'acting_for' && ON_BEHALF.find((one) => one === why)
  return known ? p(`acting_${known}`) : actionWords(action)
}

export function reasonWords({ action, why }: Pick<Entry, 'action' | 'why'>): string {
  return action === 'acting_for' ? '' : why
}

type Subject = Pick<Entry, 'subjectKind' | 'subjectId' | 'subjectName'>

/** "驿站 文艺路驿站"; of what has no name, as much of its id as tells it from others: "账号 3f2a91c0". */
export function subjectWords({ subjectKind, subjectId, subjectName }: Subject): string {
  const known = SUBJECTS.find((one) => one === subjectKind)
  return [known ? p(`subject_${known}`) : subjectKind, subjectName ?? short(subjectId)]
    .filter(Boolean)
    .join(' ')
}

/** Where what was worked on is worked on; null where that is no one place. */
export function deskOf({ subjectKind, subjectId, subjectName }: Subject): string | null {
  return subjectKind === 'station' && subjectName ? `/desk/stations/${subjectId}` : null
}

function short(id: string): string {
  if (/^[0-9a-f]{8}-/.test(id)) return id.slice(0, 8)
  // A list of feedback is told by its state, which is no id.
  return /\d/.test(id) ? (id.split(':').at(-1) ?? '') : ''
}

/** Looks of one person at one thing, one after another, become the latest of them and their number. */
export function folded(entries: Entry[]): { entry: Entry; times: number }[] {
  const rows: { entry: Entry; times: number }[] = []
  for (const entry of entries) {
    const last = rows.at(-1)
    if (last && isSameLook(last.entry, entry)) last.times += 1
    else rows.push({ entry, times: 1 })
  }
  return rows
}

function isSameLook(one: Entry, other: Entry): boolean {
  return (
    /\.(read|listed|sought)$/.test(one.action) &&
    (['actor', 'actingFor', 'action', 'subjectKind', 'subjectId', 'why'] as const).every(
      (field) => one[field] === other[field],
    )
  )
}
