/** Empties the outbox: one drainer at a time on the whole phone, whichever tab or worker it runs in. */
import { deviceMet } from './device.ts'
import { isLapsed, lapse } from './lapsing.ts'
import { change, leave, sweep, tell, type Write, writes } from './outbox.ts'
import { type Refusal, refusalOf } from './refusals.ts'
import { askTime, hearTime, timed } from './serverClock.ts'

/** Who sends. */
export interface Signer {
  /** The account that is signed in, null for nobody, undefined where it cannot be known, as in the worker. */
  account: () => string | null | undefined
  /** Its access token, another one than `refused`; null where the sign-in is over, throws without a network. */
  token: (refused?: string) => Promise<string | null>
}

export interface Drained {
  /** False when nobody could be reached, or somebody else answered. */
  online: boolean
  /** When the next write may be tried again; null where none waits for an hour of its own. */
  nextAt: number | null
}

type Outcome =
  | { is: 'sent'; answer?: unknown }
  | { is: 'offline' | 'elsewhere' | 'signIn' }
  /** `often` where only this was said too often, and the server has time for the rest. */
  | { is: 'busy'; often: boolean; waitMs: number | null }
  | { is: 'refused'; refusal: Refusal }

const LOCK = 'xiangyi.outbox'
/** A phone on 2G may need long; one whose line is dead would hold the lock for ever. */
const PATIENCE_MS = 45_000
/** The same for a file. */
const FILE_PATIENCE_MS = 180_000
const FIRST_WAIT_MS = 15_000
const LONGEST_WAIT_MS = 30 * 60_000
/** No server may put a write off for longer. */
const LONGEST_ASKED_MS = 24 * 3_600_000
/** The server was too slow, too early or too busy: nothing is wrong with the write. */
const LATER = new Set([408, 425, 429])

let before: Promise<unknown> = Promise.resolve()

/**
 * Sends what is waiting, the oldest first. A write that has to wait holds up the later ones of its kind; one that
 * the server has put off only those about the same: who is stopped at one door is not stopped at the next.
 */
export function drain(signer: Signer, now: () => number = Date.now): Promise<Drained> {
  const work = () => drainAlone(signer, now)
  if (globalThis.navigator?.locks) return navigator.locks.request(LOCK, work)
  // Over plain http, and in old browsers, there are no locks: a write sent by two tabs is still done once.
  const mine = before.then(work, work)
  before = mine
  return mine
}

async function drainAlone(signer: Signer, now: () => number): Promise<Drained> {
  const held = new Set<string>()
  let online = true
  try {
    for (;;) {
      const write = await nextOf(held, signer, now())
      if (!write) break
      // Changed or given up since it was read: then it is looked at anew.
      if (!(await leave(write, now()))) continue
      tell({ is: 'sending', id: write.id })
      const outcome = await send(write, signer)
      if (write.attached && (outcome.is === 'sent' || outcome.is === 'refused')) {
        await change(write, withoutFile(write, outcome))
        continue
      }
      hold(held, write, outcome)
      await settle(write, outcome, now())
      if (outcome.is === 'elsewhere') online = false
      if (outcome.is !== 'offline') continue
      online = false
      break
    }
  } finally {
    tell({ is: 'sending', id: null })
  }
  await sweep(now())
  const waits = (await writes()).filter(({ state, notBefore }) => state === 'waiting' && notBefore > now())
  return { online, nextAt: waits.length > 0 ? Math.min(...waits.map(({ notBefore }) => notBefore)) : null }
}

function hold(held: Set<string>, write: Write, outcome: Outcome): void {
  if (outcome.is === 'sent' || outcome.is === 'refused') return
  held.add(outcome.is === 'busy' && outcome.often ? placeOf(write) : lineOf(write))
}

const lineOf = ({ kind, account }: Write) => `${kind} ${account}`
const placeOf = (write: Write) => `${lineOf(write)} ${write.about}`

/** The oldest write that may go now. */
async function nextOf(held: Set<string>, signer: Signer, now: number): Promise<Write | null> {
  const account = signer.account()
  for (const write of await writes()) {
    if (write.state !== 'waiting' || held.has(lineOf(write)) || held.has(placeOf(write))) continue
    if (isLapsed(write, now)) {
      await lapse(write)
      continue
    }
    const may = write.notBefore > now ? 'later' : leaveOf(write, account)
    if (may === 'go') return write.needsSignIn && !write.account ? bound(write, account ?? null) : write
    held.add(may === 'later' ? placeOf(write) : lineOf(write))
    if (may === 'signIn' && !write.waitsForSignIn) await change(write, { waitsForSignIn: true })
  }
  return null
}

/** Whether a write may go out while `account` is signed in. */
function leaveOf(write: Write, account: string | null | undefined): 'go' | 'later' | 'signIn' {
  if (write.account === null && !write.needsSignIn) return 'go'
  if (account === undefined) return 'later'
  if (account !== null && (write.account ?? account) === account) return 'go'
  return mayGoNameless(write) ? 'go' : 'signIn'
}

/** What a phone may say too need not wait until its writer signs in again: then it is the phone's, and nobody else's. */
const mayGoNameless = ({ needsSignIn, deviceKey }: Write) => !needsSignIn && Boolean(deviceKey)

/** What was written before anybody had signed in belongs to whoever then does. */
async function bound(write: Write, account: string | null): Promise<Write> {
  await change(write, { account })
  return { ...write, account }
}

async function send(write: Write, signer: Signer): Promise<Outcome> {
  try {
    if (write.account === null) return await outcomeOf(await post(write, null), write)
    const outcome = await sendAs(write, signer)
    return outcome.is === 'signIn' && mayGoNameless(write)
      ? await outcomeOf(await post(write, null), write)
      : outcome
  } catch {
    return { is: 'offline' }
  }
}

async function sendAs(write: Write, signer: Signer): Promise<Outcome> {
  const tokenOf = async (refused?: string) => {
    const token = signer.account() === write.account ? await signer.token(refused) : null
    // Somebody else may have signed in meanwhile.
    return signer.account() === write.account ? token : null
  }
  const token = await tokenOf()
  if (token === null) return { is: 'signIn' }
  const outcome = await outcomeOf(await post(write, token), write)
  if (outcome.is !== 'signIn') return outcome
  const another = await tokenOf(token)
  return another === null || another === token ? outcome : await outcomeOf(await post(write, another), write)
}

/** The same write once its file has arrived, or was refused. */
function withoutFile({ attached, body }: Write, outcome: Outcome): Partial<Write> {
  const arrived = { attached: attached?.next ?? null, leftAt: null }
  if (outcome.is !== 'refused' || !attached) return arrived
  return { ...arrived, lost: outcome.refusal, body: { ...(body as object), [attached.field]: null } }
}

async function post(write: Write, token: string | null): Promise<Response> {
  const { actingFor, attached, deviceKey } = write
  const { method, path } = attached ? { method: 'PUT', path: attached.path } : write
  if (!attached) await askTime(write.body)
  const body = attached ? attached.file : write.body !== null ? JSON.stringify(timed(write.body)) : null
  const type = attached ? attached.file.type || 'application/octet-stream' : 'application/json'
  const met = deviceKey ? await deviceMet(deviceKey) : ''
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), attached ? FILE_PATIENCE_MS : PATIENCE_MS)
  try {
    return await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== null && { 'content-type': type }),
        ...(deviceKey && { 'x-device-key': deviceKey, 'x-device-met': met }),
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(token !== null && actingFor !== null && { 'x-acting-for': actingFor }),
      },
      ...(body !== null && { body }),
      redirect: 'error',
      signal: stop.signal,
    })
  } finally {
    clearTimeout(timer)
  }
}

async function outcomeOf(answer: Response, { hears }: Write): Promise<Outcome> {
  // A captive portal is glad to say 200 to anything, but it does not speak JSON.
  if (answer.ok && !isOurs(answer)) return { is: 'elsewhere' }
  if (answer.ok) {
    hearTime(answer)
    // Whatever becomes of the answer on its way, the write has arrived.
    return hears ? { is: 'sent', answer: await answer.json().catch(() => null) } : { is: 'sent' }
  }
  if (answer.status >= 500 || LATER.has(answer.status))
    return { is: 'busy', often: answer.status === 429, waitMs: askedMs(answer) }
  const refusal = await refusalOf(answer)
  if (!refusal) return { is: 'elsewhere' }
  hearTime(answer)
  return refusal.status === 401 ? { is: 'signIn' } : { is: 'refused', refusal }
}

const isOurs = (answer: Response) =>
  answer.status === 204 || (answer.headers.get('content-type')?.startsWith('application/json') ?? false)

/** Retry-After (RFC 9110 §10.2.3), in milliseconds from now. */
function askedMs(answer: Response): number | null {
  const said = answer.headers.get('retry-after')
  if (!said) return null
  const wait = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now()
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 1000), LONGEST_ASKED_MS) : null
}

async function settle(write: Write, outcome: Outcome, now: number): Promise<void> {
  await change(write, { leftAt: null, ...settled(write, outcome, now) })
}

function settled({ tries }: Write, outcome: Outcome, now: number): Partial<Write> {
  if (outcome.is === 'sent')
    return { state: 'sent', body: null, sentAt: now, waitsForSignIn: false, answer: outcome.answer }
  if (outcome.is === 'refused') return { state: 'refused', refusal: outcome.refusal }
  if (outcome.is === 'signIn') return { waitsForSignIn: true }
  if (outcome.is !== 'busy') return {}
  // A little chance in it, lest all phones come back at once.
  const own = Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS) * (0.8 + Math.random() * 0.4)
  const notBefore = now + (outcome.waitMs ?? own)
  return { tries: tries + 1, notBefore, tooOften: outcome.often, waitsForSignIn: false }
}
