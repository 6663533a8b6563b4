/** What only lazily loaded screens write. */
import { kept, number } from './format.ts'

/** "热水和微波炉", "hot water and microwave". */
export function list(things: string[]): string {
  return kept('list', (locale) => new Intl.ListFormat(locale, { type: 'conjunction' })).format(things)
}

/** "150 kB", "1.2 MB": the unit is the same in both languages. */
export function bytes(count: number): string {
  return count < 1_000_000
    ? `${number(Math.round(count / 1000))}\u00a0kB`
    : `${number(Math.round(count / 100_000) / 10)}\u00a0MB`
}
