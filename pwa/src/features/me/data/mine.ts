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

/** The same, where their record as a volunteer is. */
const RECORD: typeof PROFILE = {
  sex: ({ sex }) => sex && p(`sex_${sex}`),
  skills: ({ skills }) => skills,
}

const OTHERS: typeof PROFILE = {
  phone: ({ phone }) => phone,
  roles: ({ roles }) =>
    roles.map(({ role, scopeName }) => `${p(`role_${role}`)} ${scopeName}`.trim()).join(p('comma')),
  memberships: ({ organisations }) => organisations.map(({ name }) => name).join(p('comma')),
}

/** Whether the person writes it themselves: only of that it is worth saying that they need not. */
export function isFilledIn(field: string): boolean {
  return writtenAt(field) !== null || field === 'contact'
}

/** Where they write it; null for what they do not. */
export function writtenAt(field: string): string | null {
  if (Object.hasOwn(PROFILE, field)) return '/me/profile'
  return Object.hasOwn(RECORD, field) ? '/me/record' : null
}

/** Their own value; empty where there is none, undefined where only the export tells it. */
export function mineOf(me: Me, field: string): string | undefined {
  const tell = PROFILE[field] ?? RECORD[field] ?? OTHERS[field]
  return tell && (tell(me) ?? '')
}
