/**
 * The phone's sign-in. The access token lives in the memory of the open tabs; the refresh token is a cookie
 * that no script can read. One tab renews at a time, and tells the others.
 */
import { Offline } from './fetching.ts'
import { patiently } from './patience.ts'
import { hearTime } from './serverClock.ts'
import { keepNote, keptNote } from './sessionNote.ts'
import { alone, hearTabs, news, tellTabs } from './tabs.ts'
import { become, type Me, subscribe, who, whoByNow } from './who.ts'

export interface Token {
  account: string
  text: string
  /** By this phone's clock, worked out from how long the server says that it lasts. */
  until: number
}

/** What a sign-in and a renewal answer. */
export interface SessionAnswer {
  accessToken: string
  expiresAt: string
  me: Me
  note: string
}

/** Renewed so long before it is over, lest it is over when it arrives. */
const EARLY_MS = 30_000
/** An answer that was lost is given again within 60 seconds of its turn: these are four tries within 40. */
const PAUSES_MS = [300, 1000, 3000]
const TRY_MS = 8000
const LOST_ANSWER_MS = 60_000
/** What another tab has just renewed arrives within this, or never. */
const NEWS_MS = 500
/** Where a proxy took the server's own time away. */
const USUAL_LIFE_MS = 15 * 60_000

let held: Token | null = null
let renewing: Promise<string | null> | null = null
let staying = new AbortController()

hearTabs((token) => {
  held = token
})
subscribe((now) => {
  if (now.is !== 'in' || now.me.id !== held?.account) held = null
  if (now.is !== 'leaving') return
  staying.abort()
  staying = new AbortController()
})

/** Aborted when whoever is signed in leaves: what is on its way in their name must not arrive after them. */
export const untilLeaving = (): AbortSignal => staying.signal

/**
 * The access token of whoever is signed in, or null for nobody. `refused` is one that the server would not take.
 * Throws `Offline` where somebody is signed in and the token cannot be had now: what is theirs must not go
 * out as nobody's.
 */
export function accessToken(refused?: string): Promise<string | null> {
  if (who().is !== 'in') return Promise.resolve(null)
  const mine = standing(refused)
  if (mine) return Promise.resolve(mine)
  renewing ??= renewed(refused).finally(() => {
    renewing = null
  })
  return renewing
}

/** Takes a sign-in as the server answers it; null where the answer is not one. */
export async function begin(answer: Response): Promise<Me | null> {
  const session = await sessionOf(answer)
  if (!session) return null
  await keep(session, answer)
  return session.me
}

/**
 * Signs this phone out. What `wipe` takes away is gone at once, with a network or without. Resolves to whether
 * the server knows already: else it is told as soon as it can be, and until then the old sign-in is dead here.
 */
export function signOut(wipe: () => Promise<unknown>): Promise<boolean> {
  return alone(async () => {
    const { is } = who()
    become(is === 'in' ? { is: 'leaving' } : { is: 'nobody' })
    tellTabs(null)
    held = null
    await wipe()
    return told()
  })
}

/** Tells the server of a sign-out that it has not heard of. */
export function tellOfLeaving(): Promise<boolean> {
  return who().is === 'leaving' ? alone(told) : Promise.resolve(true)
}

async function told(): Promise<boolean> {
  if (who().is !== 'leaving') return true
  const answer = await patiently('/api/session', { method: 'DELETE' }).catch(() => null)
  // Refused means that there was nothing left to end.
  const heard = answer !== null && (answer.ok || (await endOf(answer)) !== null)
  if (heard && who().is === 'leaving') become({ is: 'nobody' })
  return heard
}

function standing(refused?: string): string | null {
  return held && held.text !== refused && held.until - EARLY_MS > Date.now() ? held.text : null
}

function renewed(refused?: string): Promise<string | null> {
  const before = news()
  return alone(async () => {
    // Whoever held the lock before has renewed; the word of it may still be on its way.
    if (!standing(refused) && before.changed()) await before.arrives(NEWS_MS)
    if (who().is !== 'in') return null
    return standing(refused) ?? (await renew())
  })
}

async function renew(): Promise<string | null> {
  const started = Date.now()
  for (const pause of [...PAUSES_MS, null]) {
    if (!navigator.onLine) break
    const init = { method: 'POST', headers: { 'x-session-note': await keptNote() } }
    const answer = await patiently('/api/session/refresh', init, TRY_MS).catch(() => null)
    const session = answer && (await sessionOf(answer))
    if (answer && session) return isOurs(session) ? keep(session, answer) : end('other_account')
    const why = answer && (await endOf(answer))
    if (why) return end(why)
    // Somebody else's page, or ours refusing the page that asks: asking again changes nothing.
    if (answer && !answer.ok && answer.status < 500 && answer.status !== 429) break
    if (pause !== null) await new Promise((resolve) => setTimeout(resolve, pause))
  }
  const again = () => {
    if (Date.now() - started < LOST_ANSWER_MS) void accessToken().catch(() => undefined)
  }
  globalThis.addEventListener?.('online', again, { once: true })
  throw new Offline('The sign-in could not be renewed now')
}

/** A cookie that was put in the place of ours, by whatever page, does not make this phone another's. */
function isOurs({ me }: SessionAnswer): boolean {
  const now = whoByNow()
  return now.is === 'in' && now.me.id === me.id
}

async function keep(
  { accessToken: text, expiresAt, me, note }: SessionAnswer,
  answer: Response,
): Promise<string> {
  hearTime(answer)
  await keepNote(note)
  const now = Date.parse(answer.headers.get('date') ?? '')
  const life = Number.isNaN(now) ? USUAL_LIFE_MS : Date.parse(expiresAt) - now
  become({ is: 'in', me })
  held = { account: me.id, text, until: Date.now() + life }
  tellTabs(held)
  return text
}

function end(why: string): null {
  const now = who()
  if (now.is === 'in') become({ is: 'ended', me: now.me, why })
  return null
}

async function sessionOf(answer: Response): Promise<SessionAnswer | null> {
  if (!answer.ok) return null
  const told: Partial<SessionAnswer> | null = await answer.json().catch(() => null)
  return typeof told?.accessToken === 'string' && typeof told.me?.id === 'string'
    ? (told as SessionAnswer)
    : null
}

/** Why the server says that the sign-in is over; null where it, or somebody else, says something else. */
async function endOf(answer: Response): Promise<string | null> {
  if (answer.status !== 401) return null
  const told: { code?: string; facts?: { why?: string } } | null = await answer.json().catch(() => null)
  return told?.code === 'session_ended' ? (told.facts?.why ?? 'unknown') : null
}
