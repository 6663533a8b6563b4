/** Activities and what one has signed up for, asked of the server. */
import { call, type Reply } from '../../api/client.ts'
import type { Activity, MySignUp, SignUp } from './types.ts'

export interface Some<One> {
  items: One[]
  next: string | null
}

/** Of one division with what is around and below it, or of the whole province. */
export async function listActivities(
  division: string | null,
  cursor: string | null,
): Promise<Reply<Some<Activity>>> {
  return call('get', '/api/activities', {
    query: { ...(division && { division }), ...(cursor && { cursor }) },
  })
}

export async function readActivity(id: string): Promise<Reply<Activity>> {
  return call('get', '/api/activities/{activity_id}', { path: { activity_id: id } })
}

export async function listMySignUps(): Promise<Reply<Some<SignUp>>> {
  return call('get', '/api/me/signups', {})
}

/** Whole minutes of service, and those that may be redeemed; 0 of what has never been written down. */
export async function readMinutes(): Promise<Reply<{ service: number; redeemable: number }>> {
  const reply = await call('get', '/api/me/ledger', {})
  if (reply.is !== 'done') return reply
  const of = (kind: string) => reply.value.balances.find((one) => one.accountKind === kind)?.minutes ?? 0
  return { is: 'done', value: { service: of('service'), redeemable: of('redeemable') } }
}

/** A seat, or a place in the line: only the server can say which, so it is not said without a network. */
export async function signUp(shift: string): Promise<Reply<MySignUp>> {
  return call('put', '/api/shifts/{shift_id}/signup', { path: { shift_id: shift } })
}

export async function leaveShift(shift: string): Promise<Reply<unknown>> {
  return call('delete', '/api/shifts/{shift_id}/signup', { path: { shift_id: shift } })
}
