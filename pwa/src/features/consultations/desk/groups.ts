/** The convener's list by what is to be done: what people sit in comes first, then what waits for one's own yes. */
import type { DeskCard } from '../types.ts'

const GROUPS = ['Now', 'ToApprove', 'Draft', 'Waiting', 'Later', 'Announced', 'Over', 'Cancelled'] as const
export type Group = (typeof GROUPS)[number]

export function groupOf({ state, yoursToApprove, startsAt, endsAt, sendAt }: DeskCard, now: Date): Group {
  if (yoursToApprove) return 'ToApprove'
  if (state === 'draft') return 'Draft'
  if (state === 'waiting') return 'Waiting'
  if (state === 'cancelled') return 'Cancelled'
  if (sendAt && new Date(sendAt) > now) return 'Later'
  if (new Date(startsAt) > now) return 'Announced'
  return new Date(endsAt) > now ? 'Now' : 'Over'
}

/** Those to come with the nearest first, those that are over the other way round. */
export function grouped(cards: readonly DeskCard[], now: Date): { group: Group; cards: DeskCard[] }[] {
  const at = ({ startsAt }: DeskCard) => Date.parse(startsAt)
  return GROUPS.map((group) => {
    const backwards = group === 'Over' || group === 'Cancelled' ? -1 : 1
    const found = cards.filter((card) => groupOf(card, now) === group)
    return { group, cards: found.sort((one, other) => (at(one) - at(other)) * backwards) }
  }).filter(({ cards: found }) => found.length > 0)
}
