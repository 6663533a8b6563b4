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

/** Of those that are approved the nearest in time, whether they come or have begun. */
export function nearest<One extends { state: string; startsAt: string }>(
  activities: One[],
  now: number,
): One[] {
  const away = ({ startsAt }: One) => Math.abs(Date.parse(startsAt) - now)
  return activities
    .filter((one) => one.state === 'approved' && away(one) < AROUND_MS)
    .sort((one, other) => away(one) - away(other))
    .slice(0, MOST)
}

/** What is on or comes next first, then what comes later; at the end what is over, the latest first. */
export function inTurn<One extends Pick<LedShift, 'startsAt' | 'endsAt'>>(shifts: One[], now: number): One[] {
  const isOver = (one: One) => Date.parse(one.endsAt) <= now
  const by = (one: One, other: One) => Date.parse(one.startsAt) - Date.parse(other.startsAt)
  const over = shifts.filter(isOver).sort((one, other) => by(other, one))
  return [...shifts.filter((one) => !isOver(one)).sort(by), ...over]
}

/** Those that are not long over. */
export async function shiftsToLead(now = Date.now()): Promise<Reply<LedShift[]>> {
  const reply = await list()
  if (reply.is !== 'done') return reply
  const found: LedShift[] = []
  for (const { id, title } of nearest(reply.value.activities, now)) {
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
  return { is: 'done', value: inTurn(found, now) }
}
