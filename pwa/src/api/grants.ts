/** A role that waits for its second person, and who may say the second word. */
import type { Me } from '../store/who.ts'
import type { components } from './schema.d.ts'

export type Grant = components['schemas']['Grant']

/** Roles are given, confirmed and taken away by administrators only; the server knows where besides. */
export function mayGrant(me: Me): boolean {
  return me.roles.some(({ role }) => role === 'administrator')
}

/** Neither who asked for it nor who would get it; the server says the same, and knows of the places too. */
export function mayConfirm(me: Me, { state, account, grantedBy }: Grant): boolean {
  return state === 'pending' && account !== me.id && grantedBy !== me.id && mayGrant(me)
}
