/** The shifts that somebody may show codes of, as the server tells them. */
import type { Reply } from '../../../api/client.ts'
import { accountNow } from '../../../store/whose.ts'
import { list, read } from '../desk/commands.ts'

export interface LedShift {
  id: string
  title: string
  startsAt: string
  endsAt: string
}

/** Activities whose first shift begins within so many days are looked at; a host has a handful. */
const AROUND_MS = 31 * 24 * 3_600_000
const MOST = 12
/** People still go when a shift is over. */
const OVER_MS = 3 * 3_600_000

/** Those that are not long over, the earliest first. */
export async function shiftsToLead(now = Date.now()): Promise<Reply<LedShift[]>> {
  const reply = await list()
  if (reply.is !== 'done') return reply
  const near = reply.value.activities.filter(
    ({ state, startsAt }) => state === 'approved' && Math.abs(Date.parse(startsAt) - now) < AROUND_MS,
  )
  const found: LedShift[] = []
  for (const { id, title } of near.slice(0, MOST)) {
    const one = await read(id)
    if (one.is !== 'done') return one
    const { card, facts } = one.value
    const mine = facts.shifts
      .filter(({ lead }) => lead == null || lead === accountNow())
      .map((shift) => shift.id)
    for (const { id: shift, startsAt, endsAt, cancelledAt } of card.shifts)
      if (mine.includes(shift) && !cancelledAt && Date.parse(endsAt) > now - OVER_MS)
        found.push({ id: shift, title, startsAt, endsAt })
  }
  return { is: 'done', value: found.sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt)) }
}
