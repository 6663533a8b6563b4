/** What is said of codes and of who is there: kept first, then sent; and what the server tells of it. */
import { call, type Reply } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'
import { deviceKey } from '../../../store/device.ts'
import { mintId } from '../../../store/ids.ts'
import { type Draft, discard, keep, replace, type Write, writes } from '../../../store/outbox.ts'
import { accountNow } from '../../../store/whose.ts'
import type { Phase } from './code.ts'

type Schemas = components['schemas']
export type ScanTaken = Schemas['ScanTaken']
export type Ticket = Schemas['Ticket']
export type TickTaken = Schemas['TickTaken']

/** What was read. */
export interface Read {
  token?: string
  digits?: string
  shift?: string
  phase?: Phase
  typedAt?: string
}

const SCAN = 'scan'
const TICK = 'shift_tick'

async function draftOf(
  id: string,
  about: string,
  read: Read,
  ticket: (Ticket & { until: number }) | null,
): Promise<Draft> {
  return {
    id,
    kind: SCAN,
    about,
    // The body goes once it is sent; the same is asked once more, to be told what it came to.
    of: { ...read, ...(ticket && { ticket: ticket.id, title: ticket.title }) },
    method: 'PUT',
    path: `/api/scans/${id}`,
    body: ticket ? { ticket: ticket.id } : read,
    lapses: ticket && { at: ticket.until, code: 'ticket_lapsed' },
    needsSignIn: true,
    account: accountNow(),
    // One phone that scans for several people in a shift is seen.
    deviceKey: await deviceKey(),
  }
}

/** A scan waits no longer than this to hear whether the phone is there; it counts by when its code was shown. */
const LONGEST_WAIT_MS = 3_500

/**
 * Keeps a code that was read, and returns its write's id; a token that is kept already is not kept twice. `there`,
 * whether it was read where people meet, or null where the phone does not know, may come a little later. Throws on
 * a phone that keeps nothing, as one that is full.
 */
export async function keepScan(
  about: string,
  read: Read,
  there: Promise<boolean | null> | null = null,
): Promise<string> {
  const account = accountNow()
  const isSame = (one: Write) =>
    one.kind === SCAN && one.of?.token === read.token && (one.account ?? account) === account
  const earlier = read.token ? (await writes()).find(isSame) : undefined
  if (earlier) return earlier.id
  const id = mintId()
  const draft = await draftOf(id, about, read, null)
  if (!there || !account) {
    await keep(draft)
    return id
  }
  await keep({ ...draft, notBefore: Date.now() + LONGEST_WAIT_MS })
  void there
    .then((inRadius) => replace(inRadius === null ? draft : { ...draft, body: { ...read, inRadius } }))
    // What was kept first goes without it.
    .catch(() => undefined)
  return id
}

/** What of a scan is shown. */
export type ScanShown = Pick<Write, 'id' | 'about' | 'of' | 'state' | 'refusal' | 'writtenAt' | 'lapses'>

/** For whoever has to sign in first: the server notes when the code was read, and the scan then says so. */
export async function takeTicket({ id, about, of }: ScanShown, token: string): Promise<Reply<Ticket> | null> {
  if (accountNow() || of?.ticket) return null
  const asked = Date.now()
  const reply = await call('post', '/api/code-tickets', { body: { token } })
  // Whoever has signed in meanwhile sends the code itself.
  if (reply.is === 'done' && !accountNow()) {
    const ticket = { ...reply.value, until: asked + reply.value.lastsS * 1000 }
    await replace(await draftOf(id, about, { token }, ticket))
  }
  return reply
}

/** What a scan that has arrived came to: said again it changes nothing, and is answered as it was. */
export function outcomeOf({ id, of }: ScanShown): Promise<Reply<ScanTaken>> {
  const { token, ticket, digits, shift, phase } = of ?? {}
  const body = ticket
    ? { ticket }
    : token
      ? { token }
      : { digits: digits ?? null, shift: shift ?? null, phase: phase as Phase }
  return call('put', '/api/scans/{scan_id}', { path: { scan_id: id }, body })
}

export const readCode = (shift: string) =>
  call('get', '/api/shifts/{shift_id}/code', { path: { shift_id: shift } })

/** Each look is on record, so nothing looks by itself. */
export const readHours = (shift: string) =>
  call('get', '/api/desk/shifts/{shift_id}/hours', { path: { shift_id: shift } })

export const tickPath = (shift: string, signUp: string) => `/api/shifts/${shift}/ticks/${signUp}`

/**
 * Says whether somebody is there; the other way round takes the place of what has not left yet. Throws on a phone
 * that keeps nothing, as one that is full; what it said before of them does not leave then either.
 */
export async function tick(shift: string, signUp: string, name: string, there: boolean): Promise<void> {
  const path = tickPath(shift, signUp)
  const earlier = (await writes()).find(
    (one) => one.path === path && one.state !== 'sent' && one.account === accountNow(),
  )
  const draft = (id: string): Draft => ({
    id,
    kind: TICK,
    about: name,
    method: 'PUT',
    path,
    body: { there, at: new Date().toISOString() },
    of: { there: there ? 'yes' : null },
    hears: true,
    needsSignIn: true,
    account: accountNow(),
    editAt: `/desk/ticks/${shift}`,
  })
  try {
    if (!earlier || (await replace(draft(earlier.id))) !== 'kept') await keep(draft(mintId()))
  } catch (error) {
    if (earlier) await discard(earlier.id)
    throw error
  }
}

/** What this phone said last of somebody, where the server has not refused it; null of nothing. */
export function saidOf(all: Write[], shift: string, signUp: string): Write | null {
  return all.findLast(({ path, state }) => path === tickPath(shift, signUp) && state !== 'refused') ?? null
}

/** Whether what this phone said of somebody came only once the list was sealed, and stands beside it. */
export const cameLate = (said: Write | null) =>
  said?.state === 'sent' && (said.answer as TickTaken | undefined)?.kept === 'late'

export const seal = (shift: string) =>
  call('put', '/api/shifts/{shift_id}/seal', { path: { shift_id: shift } })
