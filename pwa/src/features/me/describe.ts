/** People and roles in words. */
import { occupationWords } from '../../i18n/occupations.ts'
import { p } from '../../i18n/people.ts'
import type { Me, Role } from '../../store/who.ts'

/** "138****0126，", "外卖骑手、", "代办员": the masked phone, the occupation, each role once; a line breaks between. */
export function describe({ phone, occupation, roles }: Me): string[] {
  const parts = [
    ...(occupation ? [occupationWords(occupation)] : []),
    ...new Set(roles.map(({ role }) => p(`role_${role}`))),
  ]
  const after = (part: string, at: number) => (at < parts.length - 1 ? part + p('enumerated') : part)
  const number = phone ? [parts.length > 0 ? phone + p('comma') : phone] : []
  return [...number, ...parts.map(after)]
}

export function holds(me: Me, ...roles: Role[]): boolean {
  return me.roles.some(({ role }) => roles.includes(role))
}

/** "partner:…" and whatever a higher feature asks for are said by their kind. */
export function purposeWords({ purpose, partner }: { purpose: string; partner: string }): string {
  const kind = purpose.split(':')[0]
  const known = (['acting_for', 'under_14', 'national_sync', 'partner'] as const).find((one) => one === kind)
  return known === 'partner' && partner ? p('purposeTells', partner) : p(`purpose_${known ?? 'other'}`)
}

export function featureWords(feature: string): string {
  const known = (['identity', 'audit', 'feedback'] as const).find((one) => one === feature)
  return p(`feature_${known ?? 'other'}`)
}
