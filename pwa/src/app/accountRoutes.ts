/** Which page of accounts and of work an address shows: apart, because no first visit opens one. */

/** What is kept of a person and what they work on, each under its own address. */
const PARTS_OF_ACCOUNT = {
  '/me/sign-in': 'signIn',
  '/me/cast': 'cast',
  '/me/profile': 'profile',
  '/me/devices': 'devices',
  '/me/data': 'data',
  '/me/guardian': 'guardian',
  '/me/claim': 'claim',
  '/me/notices': 'notices',
  '/me/ledger': 'ledger',
  '/me/documents': 'documents',
  '/me/benefits': 'benefits',
  '/me/vouchers': 'voucher',
  '/me/record': 'record',
  '/me/witness': 'witness',
  '/desk/roles': 'roles',
  '/desk/kept': 'kept',
  '/desk/organisations': 'organisations',
  '/desk/audit': 'audit',
  '/desk/feedback': 'feedbackDesk',
  '/desk/stations': 'stationDesk',
  '/desk/lists': 'lists',
  '/desk/oversight': 'oversight',
  '/desk/scenes': 'sceneDesk',
  '/desk/consultations': 'convening',
  '/desk/charters': 'charterDesk',
  '/desk/activities': 'activityDesk',
  '/desk/codes': 'codes',
  '/desk/ticks': 'ticks',
  '/desk/hours': 'hoursDesk',
  '/desk/watch': 'watch',
  '/desk/records': 'recordDesk',
  '/desk/takings': 'takings',
  '/desk/counter': 'counter',
  '/desk/benefits': 'benefitDesk',
  '/desk/vouchers': 'forThem',
  '/desk/statements': 'statements',
} as const
/** What is set of one station on pages of their own: /desk/stations/7K3M9Q2X/hours. */
const PARTS_OF_STATION = { '/hours': 'stationHours' } as const
export type PartOfAccount =
  | (typeof PARTS_OF_ACCOUNT)[keyof typeof PARTS_OF_ACCOUNT]
  | (typeof PARTS_OF_STATION)[keyof typeof PARTS_OF_STATION]
/** Those whose words and pages come by themselves: few who have an account open them. */
const OF_BENEFITS = ['benefits', 'voucher', 'counter', 'benefitDesk', 'forThem', 'statements'] as const
export type PartOfBenefits = (typeof OF_BENEFITS)[number]
export const isOfBenefits = (name: PartOfAccount): name is PartOfBenefits =>
  OF_BENEFITS.includes(name as PartOfBenefits)
/** Of these one thing may be open, which the address names. */
const DEEPER: string[] = [
  'notices',
  'ledger',
  'documents',
  'stationDesk',
  'sceneDesk',
  'lists',
  'oversight',
  'convening',
  'activityDesk',
  'codes',
  'ticks',
  'witness',
  'recordDesk',
  'takings',
  ...OF_BENEFITS,
]

export interface Part {
  name: PartOfAccount
  wanted: string
}

/** Which of them an address shows, and what is open on it; `asked` is what the address wants done. */
export function partAt(pathname: string, asked: string): Part | null {
  const [first, second, third = '', fourth, ...rest] = pathname.split('/').filter(Boolean)
  const part = PARTS_OF_ACCOUNT[`/${first}/${second}` as keyof typeof PARTS_OF_ACCOUNT]
  if (!part || rest.length > 0 || (third && !DEEPER.includes(part))) return null
  if (!fourth) return { name: part, wanted: third || asked }
  const name = PARTS_OF_STATION[`/${fourth}` as keyof typeof PARTS_OF_STATION]
  return part === 'stationDesk' && name ? { name, wanted: third } : null
}
