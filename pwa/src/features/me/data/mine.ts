/** What of the kept fields the phone knows already: the person's own values, masked as everywhere. */
import { occupationWords } from '../../../i18n/occupations.ts'
import { p } from '../../../i18n/people.ts'
import type { Me } from '../../../store/who.ts'

/** What a person fills in, in their profile. */
const PROFILE: Record<string, (me: Me) => string | null> = {
  name: ({ name }) => name,
  born_on: ({ bornOn }) => bornOn,
  id_number: ({ idNumber }) => idNumber,
  occupation: ({ occupation }) => occupation && occupationWords(occupation),
  home: ({ homeName }) => homeName,
  language: ({ language }) => language && { 'zh-CN': '中文', en: 'English' }[language],
  size: ({ size }) => size && p(size === 'elder' ? 'on' : 'off'),
}

const OTHERS: typeof PROFILE = {
  phone: ({ phone }) => phone,
  roles: ({ roles }) =>
    roles.map(({ role, scopeName }) => `${p(`role_${role}`)} ${scopeName}`.trim()).join(p('comma')),
  memberships: ({ organisations }) => organisations.map(({ name }) => name).join(p('comma')),
}

/** Whether the person writes it themselves: only of that it is worth saying that they need not. */
export function isFilledIn(field: string): boolean {
  return isInProfile(field) || field === 'contact'
}

export function isInProfile(field: string): boolean {
  return Object.hasOwn(PROFILE, field)
}

/** Their own value; empty where there is none, undefined where only the export tells it. */
export function mineOf(me: Me, field: string): string | undefined {
  const tell = PROFILE[field] ?? OTHERS[field]
  return tell && (tell(me) ?? '')
}
