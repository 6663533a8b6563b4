/** A role that waits for its second person: who asked for it. */
import type { Grant } from '../../api/grants.ts'
import { p } from '../../i18n/offices.ts'
import type { Me } from '../../store/who.ts'

export function proposedWords(me: Me, { account, grantedBy, grantedByName }: Grant): string {
  if (grantedBy === me.id) return p('roleProposedByMe')
  if (account === me.id) return p('roleForMe')
  return p('roleProposedBy', grantedByName ?? p(grantedBy ? 'nobody' : 'auditOperator'))
}
