/** Activities and what one has signed up for, asked of the server. */
import { call, type Reply } from '../../api/client.ts'
import type { Activity, MySignUp, SeatLeft, SignUp } from './types.ts'

export interface Some<One> {
  items: One[]
  next: string | null
}

export type Kind = Activity['kind']
export const KINDS = [
  ...(['cleaning', 'care', 'hazard', 'guidance'] as const),
  ...(['teaching', 'comfort', 'other'] as const),
] satisfies Kind[]

/** Of one division with what is around and below it, near a point, or anywhere; '' for any kind or day. */
export interface Wish {
  division: string | null
  near: { lon: number; lat: number } | null
  kind: Kind | ''
  /** As 2026-11-26, by the calendar on the wall. */
  on: string
}

export async function listActivities(
  { division, near, kind, on }: Wish,
  cursor: string | null,
): Promise<Reply<Some<Activity>>> {
  return call('get', '/api/activities', {
    query: {
      ...(division && { division }),
      ...(near && { near: coarse(near) }),
      ...(kind && { kind: [kind] }),
      ...(on && { on }),
      ...(cursor && { cursor }),
    },
  })
}

/** To about a kilometre: more nobody has to tell to find an afternoon's work. */
const coarse = ({ lon, lat }: { lon: number; lat: number }) => `${lon.toFixed(2)},${lat.toFixed(2)}`

export async function readActivity(id: string): Promise<Reply<Activity>> {
  return call('get', '/api/activities/{activity_id}', { path: { activity_id: id } })
}

/** What began before can neither be scanned nor claimed any more. */
const BEFORE_MS = 32 * 86_400_000

/** All to come, what is on, and those of the last month, the latest first: however many are planned ahead. */
export async function listMySignUps(now = Date.now()): Promise<Reply<SignUp[]>> {
  const found: SignUp[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const reply: Reply<Some<SignUp>> = await call('get', '/api/me/signups', {
      query: { ...(cursor && { cursor }) },
    })
    if (reply.is !== 'done') return reply
    found.push(...reply.value.items)
    const last = reply.value.items.at(-1)
    cursor = last && Date.parse(last.startsAt) > now - BEFORE_MS ? reply.value.next : null
  }
  return { is: 'done', value: found }
}

/** A seat, or a place in the line: only the server can say which, so it is not said without a network. */
export async function signUp(shift: string): Promise<Reply<MySignUp>> {
  return call('put', '/api/shifts/{shift_id}/signup', { path: { shift_id: shift } })
}

export async function leaveShift(shift: string): Promise<Reply<SeatLeft>> {
  return call('delete', '/api/shifts/{shift_id}/signup', { path: { shift_id: shift } })
}
