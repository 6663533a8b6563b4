/** What people work as, in words. */
import { p } from './people.ts'

export const OCCUPATIONS = [
  'delivery',
  'courier',
  'ride_hailing',
  'truck',
  'livestream',
  'domestic',
  'other',
] as const

/** One that only a newer server knows is said as "other". */
export function occupationWords(occupation: string): string {
  return p(`occupation_${OCCUPATIONS.find((known) => known === occupation) ?? 'other'}`)
}
