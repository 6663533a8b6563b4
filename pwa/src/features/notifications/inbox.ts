/** The inbox between this phone and the server: what was opened here is told first, then asked what there is. */
import { call, type Reply } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import {
  heldInbox,
  keepInbox,
  keepOlder,
  markRead,
  markSeen,
  markShown,
  markTold,
  type ToldInbox,
} from '../../store/notices.ts'
import { who } from '../../store/who.ts'

type Exactly<One, Other> = [One] extends [Other] ? true : never
true satisfies Exactly<components['schemas']['Inbox'], ToldInbox>

/** So many are told at once. */
const AT_ONCE = 100

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
  if (reply.is === 'done' && mine() === account) await keepInbox(account, reply.value)
  return reply
}

/** What comes after a cursor, and the cursor after that. */
export async function older(before: string): Promise<Reply<ToldInbox>> {
  const account = mine()
  const reply = await call('get', '/api/me/notices', { query: { before } })
  if (account && reply.is === 'done') await keepOlder(account, reply.value.notices)
  return reply
}

/** Somebody has opened a notice, or wants to be reminded of none; without a network the server hears of it later. */
export async function read(which: string | null): Promise<void> {
  const account = mine()
  if (!account) return
  await markRead(account, which)
  if (which === null) {
    const { notices } = await heldInbox(account)
    if (!notices[0]) return
    const told = await call('put', '/api/me/notices/read', { body: { upTo: notices[0].id } })
    if (told.is !== 'done') return
    await markTold(notices.filter(({ untold }) => untold).map(({ id }) => id))
  } else await tellRead(account)
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
    const told = await call('put', '/api/me/notices/{notice_id}/read', { path: { notice_id: id } })
    if (told.is === 'offline') return
    // One that is gone is read by nobody any more.
    await markTold([id])
  }
}

const mine = () => {
  const now = who()
  return now.is === 'in' ? now.me.id : null
}
