/** This morning's list: by what a counter checks vouchers without a network. It goes with the sign-out. */
import { call } from '../../../api/client.ts'
import { type Key, signedBy } from '../../../api/signed.ts'
import { writing } from '../../../store/database.ts'
import { heldFile } from '../../../store/held.ts'
import { accountNow } from '../../../store/whose.ts'
import { aheadOf } from '../clocks.ts'
import type { Kind } from '../icons.ts'
import { readToken } from './token.ts'

export interface Morning {
  key: Key
  /** From when on it is true, and until when a counter may go by it, in epoch milliseconds of the server's clock. */
  at: number
  until: number
  /** By how much the server's clock is ahead of this phone's, in milliseconds. */
  aheadMs: number
  providers: Record<string, string>
  /** By their ids as tokens have them: the title, the kind, and the days on which it is not honoured. */
  benefits: Record<string, { t: string; c: Kind; x: [since: string, until: string][] }>
  /** Vouchers that are not good, by the hash of their ids. */
  ended: string[]
  /** Of the good ones, those that a colleague uses; a list of before this was told has none. */
  own?: string[]
  /** So many may be used before they are settled. */
  most: number
  /** By their ids, what this phone has used with a network since, and when by the server's clock. */
  used?: Record<string, number>
}

type Content = Omit<Morning, 'key' | 'at' | 'until' | 'aheadMs' | 'used'> & { at: string; until: string }

const FILE = 'counter'
const KIND = 'xiangyi-counter'
/** So much may pass between a use and a list that tells of it. */
export const SLACK_MS = 300_000
/** A list of before that is fetched again where there is a network. */
const STALE_MS = 3_600_000

/** When this page last compared the phone's clock with the server's: by that clock, and by one that nobody sets. */
let compared = { wall: 0, steady: 0 }

/** Whether a clock that was wrong when the list came has been set since, or slept: what it is off by is not known. */
export const wasSet = ({ aheadMs }: Morning, now: number = Date.now()) =>
  compared.wall > 0 &&
  Math.abs(aheadMs) > SLACK_MS &&
  Math.abs(now - compared.wall - (performance.now() - compared.steady)) > SLACK_MS

export const isStale = ({ at, aheadMs }: Morning, now: number = Date.now()) => now + aheadMs - at > STALE_MS

/** Null on a phone that has never fetched one, or lets nothing be kept. */
export async function keptMorning(): Promise<Morning | null> {
  const file = await heldFile(FILE).catch(() => null)
  return file && file.path === accountNow() ? (JSON.parse(file.text) as Morning) : null
}

/** What the server says now; null where it is not in reach, or its signature does not fit. */
export async function fetchMorning(now: number = Date.now()): Promise<Morning | null> {
  const whose = accountNow()
  const reply = await call('get', '/api/counter/list')
  if (reply.is !== 'done') return null
  const { key, signed } = reply.value
  const told = (await signedBy(signed, KIND, key)) as Content | null
  if (!told) return null
  const at = Date.parse(told.at)
  // What was used before the list was written is among `ended`.
  const used = Object.entries((await keptMorning())?.used ?? {}).filter(
    ([, usedAt]) => usedAt > at - SLACK_MS,
  )
  const morning: Morning = {
    ...told,
    key,
    at,
    until: Date.parse(told.until),
    aheadMs: aheadOf(at, now),
    used: Object.fromEntries(used),
  }
  compared = { wall: now, steady: performance.now() }
  await keepMorning(morning, whose)
  return morning
}

/** The list with a voucher that was used with a network: without one, the same phone does not take it again. */
export async function noteUsed(
  morning: Morning,
  token: string,
  now: number = Date.now(),
  whose: string | null = accountNow(),
): Promise<Morning> {
  const read = await readToken(token, morning.key)
  if ('fault' in read) return morning
  const noted = { ...morning, used: { ...morning.used, [read.claims.v]: now + morning.aheadMs } }
  await keepMorning(noted, whose)
  return noted
}

async function keepMorning(morning: Morning, whose: string | null): Promise<void> {
  if (whose !== null && whose === accountNow())
    await writing(['files'], (open) =>
      open('files').put({ path: whose, text: JSON.stringify(morning) }, FILE),
    ).catch(() => undefined)
}
