/** Who was at a meeting, by whom they came for. */
import { f } from '../../i18n/forms.svelte.ts'
import { PARTIES, type Party, type RecordWords } from './types.ts'

export type AttendedKind = NonNullable<RecordWords['attended']>[number]['kind']

/** Whoever was asked to the table, and those who live there. */
export const kindsOf = (parties: readonly Pick<Party, 'kind'>[]): AttendedKind[] => [
  ...PARTIES.filter((kind) => parties.some((one) => one.kind === kind)),
  'residents',
]

/** Where parties were asked, most who come are of one: whoever enters somebody says of which. */
export function kindChoice(parties: readonly Pick<Party, 'kind'>[]): {
  first: AttendedKind | ''
  options: { value: AttendedKind | ''; words: string }[]
} {
  const kinds = kindsOf(parties).map((value) => ({ value, words: attendedWords(value) }))
  if (parties.length === 0) return { first: 'residents', options: kinds }
  return { first: '', options: [{ value: '', words: f('guestKindNone') }, ...kinds] }
}

export const attendedWords = (kind: AttendedKind) =>
  kind === 'residents' ? f('recordKindResidents') : f(`party_${kind}`)
