/** The inbox between this phone and the server: what was opened here is told first, then asked what there is. */
import { call, type Reply } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import {
  heldInbox,
  isWhole,
  keepInbox,
  keepOlder,
  markRead,
  markSeen,
  markShown,
  markTold,
  type Notice,
  type ToldInbox,
} from '../../store/notices.ts'
import { who } from '../../store/who.ts'

type Exactly<One, Other> = [One] extends [Other] ? true : never
true satisfies Exactly<components['schemas']['Inbox'], ToldInbox>

/** So many are told at once. */
const AT_ONCE = 100
/** Longer than it takes to tell many people something, who are all told as of its beginning. */
const AT_ONCE_MS = 600_000

let asking: Promise<Reply<ToldInbox>> | null = null

/** What the server says now; asked once for all who want to know at the same time. Asks nothing where nobody is in. */
export function renew(): Promise<Reply<ToldInbox>> {
  asking ??= ask().finally(() => {
    asking = null
  })
  return asking
}

async function ask(): Promise<Reply<ToldInbox>> {
  const account = mine()
  if (!account) return { is: 'offline' }
  await tellSeen(account)
  await tellRead(account)
  const reply = await call('get', '/api/me/notices')
  if (reply.is !== 'done' || mine() !== account) return reply
  await keepInbox(account, reply.value)
  await fill(account, reply.value.next)
  return reply
}

/** Has all on the phone that it keeps, and what the number of unread counts. */
async function fill(account: string, after: string | null): Promise<void> {
  for (let next = after; next && !(await isWhole(account)); ) {
    const reply = await call('get', '/api/me/notices', { query: { before: next } })
    if (reply.is !== 'done' || mine() !== account) return
    if (await keepOlder(account, reply.value)) return
    next = reply.value.next
  }
}

/** What comes after a cursor; what is too old to be held is shown and let go. */
export async function older(before: string): Promise<Reply<ToldInbox>> {
  const account = mine()
  const reply = await call('get', '/api/me/notices', { query: { before } })
  if (account && account === mine() && reply.is === 'done') await keepOlder(account, reply.value)
  return reply
}

/** Somebody has opened a notice, or wants to be reminded of none; without a network the server hears of it later. */
export async function read(which: string | null): Promise<void> {
  const account = mine()
  if (!account) return
  await markRead(account, which)
  const { notices } = await heldInbox(account)
  if (which !== null && !notices.some(({ id }) => id === which)) return void (await tellOf(which))
  const latest = notices[0]
  if (which === null && latest) {
    const told = await call('put', '/api/me/notices/read', { body: { upTo: latest.id } })
    if (told.is !== 'done') return
    // Those that came nearly at once may be after it in the server's order.
    const before = Date.parse(latest.madeAt) - AT_ONCE_MS
    const sure = ({ id, madeAt }: Notice) => id === latest.id || Date.parse(madeAt) < before
    await markTold(notices.filter((one) => one.untold && sure(one)).map(({ id }) => id))
  }
  await tellRead(account)
}

/** Somebody had these before their eyes; without a network the server hears of it later. */
export async function seen(ids: readonly string[]): Promise<void> {
  const account = mine()
  if (!account) return
  if (await markShown(account, ids)) await tellSeen(account)
}

async function tellSeen(account: string): Promise<void> {
  const { notices } = await heldInbox(account)
  const ids = notices.filter(({ shown }) => shown).map(({ id }) => id)
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    const told = await call('put', '/api/me/notices/seen', { body: { notices: some } })
    if (told.is !== 'done') return
    await markSeen(some)
  }
}

async function tellRead(account: string): Promise<void> {
  const { notices } = await heldInbox(account)
  for (const { id, untold } of notices) {
    if (!untold) continue
    if (!(await tellOf(id))) return
    await markTold([id])
  }
}

/** Whether the server knows by now that it was opened; one that is gone is read by nobody any more. */
async function tellOf(id: string): Promise<boolean> {
  const told = await call('put', '/api/me/notices/{notice_id}/read', { path: { notice_id: id } })
  return told.is === 'done' || (told.is === 'refused' && told.problem.code === 'notice_not_found')
}

const mine = () => {
  const now = who()
  return now.is === 'in' ? now.me.id : null
}
