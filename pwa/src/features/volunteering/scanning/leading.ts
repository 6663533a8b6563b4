/** The shifts whose codes somebody's phone shows, as the server tells them. */
import { call, type Reply } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'

export type LedShift = components['schemas']['LedShift']

/** What is on or comes next first, then what comes later; at the end what is over, the latest first. */
export function inTurn<One extends Pick<LedShift, 'startsAt' | 'endsAt'>>(shifts: One[], now: number): One[] {
  const isOver = (one: One) => Date.parse(one.endsAt) <= now
  const by = (one: One, other: One) => Date.parse(one.startsAt) - Date.parse(other.startsAt)
  const over = shifts.filter(isOver).sort((one, other) => by(other, one))
  return [...shifts.filter((one) => !isOver(one)).sort(by), ...over]
}

/** Those that are not long over. */
export async function shiftsToLead(now = Date.now()): Promise<Reply<LedShift[]>> {
  const reply = await call('get', '/api/desk/shifts-led')
  return reply.is === 'done' ? { is: 'done', value: inTurn(reply.value.shifts, now) } : reply
}
