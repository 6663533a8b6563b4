/** Who was at a meeting, by whom they came for. */
import { f } from '../../i18n/forms.svelte.ts'
import { PARTIES, type Party, type RecordWords } from './types.ts'

export type AttendedKind = NonNullable<RecordWords['attended']>[number]['kind']

/** Whoever was asked to the table, and those who live there. */
export const kindsOf = (parties: readonly Party[]): AttendedKind[] => [
  ...PARTIES.filter((kind) => parties.some((one) => one.kind === kind)),
  'residents',
]

export const attendedWords = (kind: AttendedKind) =>
  kind === 'residents' ? f('recordKindResidents') : f(`party_${kind}`)
