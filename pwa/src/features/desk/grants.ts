/** A role that waits for its second person: who asked for it, and who may say the second word. */
import type { components } from '../../api/schema.d.ts'
import { p } from '../../i18n/people.ts'
import type { Me } from '../../store/who.ts'

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

export function proposedWords(me: Me, { account, grantedBy, grantedByName }: Grant): string {
  if (grantedBy === me.id) return p('roleProposedByMe')
  if (account === me.id) return p('roleForMe')
  return p('roleProposedBy', grantedByName ?? p(grantedBy ? 'nobody' : 'auditOperator'))
}
