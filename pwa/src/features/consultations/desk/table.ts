/** Of what a party is; and whom a form asks to the table and a draft does not, as the server will say. */
import type { FormRules, Party } from '../types.ts'
import type { Draft } from './draft.ts'

/** Of which organisations a party is, as the server will say; of any others. */
export const OFFICES = {
  regulator: 'department',
  platform: 'platform_company',
  courier: 'courier_company',
  property: 'property_manager',
  association: 'association',
  street: 'street_office',
  other: undefined,
} as const satisfies Partial<Record<Party['kind'], string | undefined>>

export function lacking(
  { form, must, riderSeats }: FormRules,
  { parties, lines }: Pick<Draft, 'parties' | 'lines'>,
): { parties: Party['kind'][]; seats: number } {
  // A talk is with riders where it calls people by their work or who keeps a station; whether riders
  // raised what it speaks of, the server knows.
  const binds =
    form !== 'talk' || lines.some(({ occupations, stations }) => occupations.length + stations.length > 0)
  const asked = new Set(parties.map(({ kind }) => kind))
  const missing = binds ? must.filter((one) => !asked.has(one)) : []
  const seats = parties.reduce((sum, one) => sum + (one.kind === 'riders' ? (one.seats ?? 1) : 0), 0)
  const wanted = binds && asked.has('riders') && must.includes('riders') ? riderSeats : 0
  return { parties: missing, seats: Math.max(0, wanted - seats) }
}
