/** English, in pieces that a phone keeps; what it has lies beside the Chinese, as `catalogue.ts` says. */
import type { Everywhere, First, More } from './catalogue.ts'

export async function english(): Promise<[First, More, Everywhere]> {
  const [{ en }, { enMore }, ...areas] = await Promise.all([
    import('./en.ts'),
    import('./en.more.ts'),
    import('./en.people.ts'),
    import('./en.helping.ts'),
    import('./en.offices.ts'),
    import('./en.places.ts'),
  ])
  const [{ enPeople }, { enHelping }, { enOffices }, { enPlaces }] = areas
  return [en, enMore, { ...enPeople, ...enHelping, ...enOffices, ...enPlaces }]
}
