/** A compact or charter that is being written, begun anew, from a draft, or from the version that stands. */
import type { components } from '../../../api/schema.d.ts'
import type { CharterDesk, CharterDraft, Standing } from '../types.ts'

export interface Draft {
  charter: string
  id: string
  said: components['schemas']['CharterSaid']
  /** Of a next version what it is called stays. */
  named: boolean
}

/** The day in Shanghai, so many days on. */
function dayAfter(now: Date, days: number): string {
  const at = new Date(now.getTime() + days * 86_400_000)
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(at)
}

export function begun(
  { origins }: Pick<CharterDesk, 'origins'>,
  from: Standing | CharterDraft | null,
  now: Date,
  mint: () => string,
): Draft {
  const origin = from && 'origin' in from ? from.origin : origins[0]
  const card = from && 'card' in from ? from.card : from
  const is = from && 'revision' in from ? from : null
  return {
    charter: is?.charter ?? card?.id ?? mint(),
    id: is?.id ?? mint(),
    named: from !== null && !(is && is.differences === null),
    said: {
      kind: card?.kind ?? 'compact',
      title: card?.title ?? '',
      consultation: origin?.consultation ?? '',
      item: origin?.item ?? '',
      sinceOn: is?.sinceOn ?? dayAfter(now, 7),
      articles: from?.articles ?? [{ id: mint(), words: '' }],
      basedOn: is?.revision ?? 0,
    },
  }
}
