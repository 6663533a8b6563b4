/** The audit's actions and subjects in words; one that only a newer server knows is shown as it is written. */
import { p } from '../../i18n/people.ts'

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
  'acting_for',
  'audit.read',
  'person.sought',
  'operator.backup',
  'operator.restore',
  'operator.keys_rotated',
] as const

const SUBJECTS = [
  'account',
  'role',
  'organisation',
  'division',
  'feedback',
  'member',
  'phone',
  'database',
  'keys',
] as const

export function actionWords(action: string): string {
  const known = ACTIONS.find((one) => one === action)
  return known ? p(`action_${known}`) : action
}

export function subjectWords(kind: string): string {
  const known = SUBJECTS.find((one) => one === kind)
  return known ? p(`subject_${known}`) : kind
}
