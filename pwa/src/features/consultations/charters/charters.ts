/** Compacts and charters, asked of the server, and the words under their titles. */
import { call, type Reply } from '../../../api/client.ts'
import { day } from '../../../i18n/format.ts'
import { f } from '../../../i18n/forms.svelte.ts'
import type { CharterCard } from '../types.ts'

type Page = { items: CharterCard[]; next: string | null }

/** So many pages of those of a place, or of all. */
export async function listCharters(division: string | null, pages: number): Promise<Reply<Page>> {
  let told: Page = { items: [], next: null }
  for (let page = 0; page < pages; page += 1) {
    const query = { ...(division && { division }), ...(told.next && { cursor: told.next }) }
    const reply = await call('get', '/api/charters', { query })
    if (reply.is !== 'done') return reply
    told = { items: [...told.items, ...reply.value.items], next: reply.value.next }
    if (!told.next) break
  }
  return { is: 'done', value: told }
}

/** A day without an hour, in Shanghai. */
export const dayOf = (text: string) => day(new Date(`${text}T12:00:00+08:00`))

export const kindAndState = ({ kind, sinceOn, inForce }: CharterCard) =>
  `${f(`charterKind_${kind}`)} · ${f(inForce ? 'charterSince' : 'charterWill', dayOf(sinceOn))}`
