/** Whether a voucher holds by all that a phone without a network knows, and taking it in until there is one. */
import type { Fault } from '../../../api/signed.ts'
import { mintId } from '../../../store/ids.ts'
import { change, discard, keep, retry, type Write } from '../../../store/outbox.ts'
import { accountNow } from '../../../store/whose.ts'
import { dayAt } from '../clocks.ts'
import type { Kind } from '../icons.ts'
import type { Settled } from './found.ts'
import { fetchMorning, type Morning, SLACK_MS, wasSet } from './list.ts'
import { type Claims, readToken, shortOf } from './token.ts'

/** Why a phone by itself says no: the server's words, and its own. */
export type NotHere =
  | Fault
  | 'expired'
  | 'not_listed'
  | 'not_today'
  | 'own_voucher'
  | 'ended_before'
  | 'taken_here'
  | 'too_many'
  | 'list_old'
  | 'behind'

export interface Judged {
  because: NotHere | null
  claims: Claims | null
  title: string
  category: Kind | null
}

const SETTLEMENT = 'voucher_settlement'

/** What the server says of one whose phone has a wrong clock: it is told anew by the server's. */
const CLOCK = new Set(['use_ahead', 'use_behind'])
export const isMistimed = ({ kind, state, refusal }: Write) =>
  kind === SETTLEMENT && state === 'refused' && CLOCK.has(refusal?.code ?? '')

/** What this phone took in without a network, and the server has not said anything of yet. */
export const unsettled = (writes: Write[]) =>
  settled(writes).filter((write) => write.state === 'waiting' || isMistimed(write))

/** All that it took in, also what has arrived: for a day, as long as the outbox shows it. */
export const settled = (writes: Write[]) => writes.filter(({ kind }) => kind === SETTLEMENT)

/** What the server refuses because the use itself, whose answer was lost, had arrived under the same id. */
const ARRIVED = 'settlement_id_taken'

/** Lets go of what turned out to have been used, and counted, with a network. */
export async function dropArrived(writes: Write[]): Promise<void> {
  for (const { id, refusal } of settled(writes)) if (refusal?.code === ARRIVED) await discard(id)
}

/** What came to nothing: another counter was first, its minutes had come back, or it was refused. */
export const failedOf = (writes: Write[]) =>
  settled(writes).filter((write) => {
    const { state, answer, refusal } = write
    const isOver = state === 'refused' && refusal?.code !== ARRIVED && !isMistimed(write)
    return isOver || (state === 'sent' && outcomeOf(answer) !== 'counted')
  })

/** What the server made of one; counted where it says nothing. */
export const outcomeOf = (answer: unknown): Settled['state'] =>
  (answer as Settled | null | undefined)?.state ?? 'counted'

/** Told of first by another counter. */
export const isDouble = ({ answer }: Write) => outcomeOf(answer) === 'double'

/** Why one came to nothing: the key of its sentence. What the server would not even read has its refusal. */
export function whyFailed({ answer }: Write) {
  const { because } = (answer as Settled | null | undefined) ?? {}
  const state = outcomeOf(answer)
  if ((state === 'refused' || because === 'gone') && because) return `because_${because}` as const
  return state === 'counted' ? 'use_refused' : (`use_${state}` as const)
}

export async function judge(token: string, morning: Morning, writes: Write[], now: number): Promise<Judged> {
  const at = now + morning.aheadMs
  const read = await readToken(token, morning.key)
  if ('fault' in read) return { because: read.fault, claims: null, title: '', category: null }
  const { claims } = read
  const benefit = morning.benefits[claims.b]
  const told = { claims, title: benefit?.t ?? '', category: benefit?.c ?? null }
  return { because: await whyNot(claims, morning, writes, at), ...told }
}

async function whyNot(
  { b, v, x }: Claims,
  morning: Morning,
  writes: Write[],
  at: number,
): Promise<NotHere | null> {
  const { benefits, ended, own, most, until, used } = morning
  const benefit = benefits[b]
  const today = dayAt(at)
  if (at < latestOf(morning, writes) - SLACK_MS) return 'behind'
  if (at > until || wasSet(morning, at - morning.aheadMs)) return 'list_old'
  if (x * 1000 <= at) return 'expired'
  // Another provider's, or one that was approved since.
  if (!benefit) return 'not_listed'
  if (benefit.x.some(([since, last]) => since <= today && today <= last)) return 'not_today'
  const short = await shortOf(v)
  if (ended.includes(short)) return 'ended_before'
  if (own?.includes(short)) return 'own_voucher'
  if (used && v in used) return 'taken_here'
  const isTaken = (one: Write) => one.of?.voucher === v && (one.state !== 'refused' || isMistimed(one))
  if (settled(writes).some(isTaken)) return 'taken_here'
  return unsettled(writes).length >= most ? 'too_many' : null
}

/** A moment that has passed for certain: a clock that is well before it has been set back. */
function latestOf({ at, used }: Morning, writes: Write[]): number {
  const taken = unsettled(writes).flatMap(({ of }) => Date.parse(of?.usedAt ?? '') || [])
  return Math.max(at, ...Object.values(used ?? {}), ...taken)
}

/**
 * Takes it in: it is settled as soon as there is a network. `id` is the look's, where one had begun: should the
 * use have arrived all the same, the server answers as it did then.
 */
export async function takeIn(
  token: string,
  { claims, title }: Pick<Judged, 'claims' | 'title'>,
  { at, aheadMs }: Pick<Morning, 'at' | 'aheadMs'>,
  id: string = mintId(),
): Promise<void> {
  const now = Date.now()
  const usedAt = new Date(now + aheadMs).toISOString()
  await keep({
    id,
    kind: SETTLEMENT,
    about: title,
    of: { voucher: claims?.v ?? null, name: claims?.p ?? null, usedAt, phoneAt: `${now}`, listAt: `${at}` },
    method: 'PUT',
    path: `/api/counter/settlements/${id}`,
    body: { token, usedAt },
    needsSignIn: true,
    account: accountNow(),
    editAt: '/desk/counter/today',
    hears: true,
  })
}

let offering = false

/**
 * Tells anew of what was taken in by a wrong clock: at the time that it was by what the clock is off now, not before
 * the list that it was taken in by and not in the time to come. Where that is not so either, it is told as of now.
 */
export async function offerAgain(writes: Write[]): Promise<void> {
  const mistimed = writes.filter(isMistimed)
  if (offering || mistimed.length === 0) return
  offering = true
  const list = await fetchMorning().catch(() => null)
  if (list) for (const write of mistimed) await offer(write, list)
  offering = false
}

async function offer(write: Write, { at, aheadMs }: Morning): Promise<void> {
  const { phoneAt, listAt, again } = write.of ?? {}
  const guess = again || !phoneAt ? at : Math.max(Number(phoneAt) + aheadMs, Number(listAt))
  const usedAt = new Date(Math.min(guess, at)).toISOString()
  const to = { of: { ...write.of, usedAt, again: 'yes' }, body: { ...(write.body as object), usedAt } }
  if (await change(write, to)) await retry(write)
}
