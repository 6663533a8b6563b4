/** The audit's entries in words; a word that only a newer server knows is shown as it is written. */
import type { components } from '../../api/schema.d.ts'
import { p } from '../../i18n/offices.ts'

type Entry = components['schemas']['Entry']

export const ACTIONS = [
  'role.granted',
  'role.confirmed',
  'role.withdrawn',
  'role.listed',
  'member.added',
  'member.ended',
  'member.listed',
  'organisation.added',
  'organisation.changed',
  'organisation.closed',
  'feedback.read',
  'feedback.answered',
  'kept.made',
  'kept.read',
  'kept.slip',
  'kept.withdrawn',
  'acting_for',
  'person.sought',
  'person.changed',
  'consent.given',
  'consent.withdrawn',
  'guardian.set',
  'guardian.withdrawn',
  'deletion.asked',
  'deletion.called_off',
  'feedback.said',
  'station.read',
  'station.confirmed',
  'station.unconfirmed',
  'station.state',
  'station.state_withdrawn',
  'station.amenity',
  'station.amenity_withdrawn',
  'station.revised',
  'station.closed',
  'station.reopened',
  'revision.read',
  'report.read',
  'report.answered',
  'report.corrected',
  'photo.listed',
  'photo.seen',
  'photo.shown',
  'photo.hidden',
  'photo.dropped',
  'list.landed',
  'dispute.settled',
  'scene.changed',
  'scene.closed',
  'scene.verified',
  'scene.unverified',
  'scene.read',
  'list.undone',
  'consultation.drafted',
  'consultation.changed',
  'consultation.submitted',
  'consultation.sent_back',
  'consultation.announced',
  'consultation.withdrawn',
  'consultation.cancelled',
  'consultation.deleted',
  'consultation.rule_set',
  'consultation.answered',
  'consultation.answers_read',
  'consultation.record_written',
  'consultation.record_opened',
  'consultation.record_sealed',
  'consultation.record_annexed',
  'consultation.remark_answered',
  'activity.drafted',
  'activity.changed',
  'activity.submitted',
  'activity.sent_back',
  'activity.withdrawn',
  'activity.approved',
  'activity.cancelled',
  'activity.closed',
  'activity.deleted',
  'activity.signed_up',
  'activity.signed_off',
  'activity.signups_read',
  'activity.seat_given',
  'volunteering.rule_set',
  'shift.code_shown',
  'shift.ticked',
  'shift.unticked',
  'shift.ticked_late',
  'shift.unticked_late',
  'shift.sealed',
  'shift.hours_read',
  'presence.confirmed',
  'presence.approved',
  'presence.refused',
  'claim.made',
  'claim.seconded',
  'claim.accepted',
  'claim.refused',
  'watch.read',
  'sign.looked_into',
  'sample.listed',
  'sample.rung',
  'sample.checked',
  'document.revoked',
  'benefit.drafted',
  'benefit.changed',
  'benefit.submitted',
  'benefit.sent_back',
  'benefit.taken_back',
  'benefit.approved',
  'benefit.replaced',
  'benefit.withdrawn',
  'benefit.deleted',
  'benefit.rule_set',
  'voucher.issued',
  'voucher.cancelled',
  'voucher.looked',
  'voucher.used',
  'voucher.uses_read',
  'voucher.undo_asked',
  'voucher.undone',
  'voucher.undo_refused',
  'voucher.settled',
  'record.desk_read',
  'record.settled',
  'record.entered',
  'record.entry_withdrawn',
  'statement.exported',
  'statement.disputed',
  'statement.answered',
  'statement.settled',
  'record.exported',
  'dispute.kept',
  'dispute.changed',
  'sync.sent',
  'sync.answered',
  'case.raised',
  'case.joined',
  'case.closed',
  'case.withdrawn',
  'case.listed',
  'case.read',
  'case.photo_seen',
  'case.accepted',
  'case.assigned',
  'case.answered',
  'case.sent_elsewhere',
  'case.declined',
  'case.rule_set',
  'committee_matter.set',
  'concern.proposed',
  'concern.gathered',
  'concern.accepted',
  'concern.on_agenda',
  'concern.decided',
  'concern.sent_elsewhere',
  'concern.declined',
  'commitment.promised',
  'commitment.reported',
  'commitment.withdrawn',
  'commitment.judged',
  'commitment.rule_set',
  'notice.not_reached_read',
  'notice.rung_up',
  'notice.not_rung_up',
  'audit.read',
  'operator.backup',
  'operator.restore',
  'operator.keys_rotated',
] as const

const ON_BEHALF = [
  'sayFeedback',
  'getFeedback',
  'report',
  'getReport',
  'listMyReports',
  'sendPhoto',
  'answerConsultation',
  'signUp',
  'leaveShift',
  'listMySignUps',
  'listMyPresences',
  'listMyServiceClaims',
  'getMyRecord',
  'exportMyRecord',
  'raiseCase',
  'findAlikeCases',
  'getCase',
  'listMyCases',
  'joinCase',
  'confirmCaseSolved',
  'withdrawCase',
  'judgeCommitment',
  'takeEntryBack',
  'listMyBenefits',
  'listMyVouchers',
  'issueVoucher',
  'cancelVoucher',
] as const

const SUBJECTS = [
  'account',
  'role',
  'organisation',
  'division',
  'feedback',
  'member',
  'station',
  'scene',
  'report',
  'photo',
  'batch',
  'consultation',
  'consultation_rule',
  'activity',
  'shift',
  'volunteer_rule',
  'sign_up',
  'presence',
  'claim',
  'sign',
  'sampled_line',
  'document',
  'benefit',
  'benefit_rule',
  'voucher',
  'statement_dispute',
  'dispute',
  'record_entry',
  'sync_batch',
  'case',
  'concern',
  'commitment',
  'commitment_rule',
  'case_rule',
  'committee_matter',
  'campaign',
  'consent',
  'phone',
  'database',
  'keys',
] as const

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
