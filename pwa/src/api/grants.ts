/** A role that waits for its second person, and who may say the second word. */
import type { Me } from '../store/who.ts'
import type { components } from './schema.d.ts'

export type Grant = components['schemas']['Grant']

/** Neither who asked for it nor who would get it; the server says the same, and knows of the places too. */
export function mayConfirm(me: Me, { state, account, grantedBy }: Grant): boolean {
  return (
    state === 'pending' &&
    account !== me.id &&
    grantedBy !== me.id &&
    me.roles.some(({ role }) => role === 'administrator')
  )
}
