/** What somebody has served: asked of the server, and kept on the phone for when there is no network. */
import { call, type Reply } from '../../api/client.ts'
import { writing } from '../../store/database.ts'
import { heldFile } from '../../store/held.ts'
import { accountNow } from '../../store/whose.ts'
import { listMySignUps, type Some } from './queries.ts'
import { receiptKey } from './receipts.ts'
import type { Claim, Line, Presence, SignUp, Standing } from './types.ts'

export interface Served {
  /** When the server said so, in epoch milliseconds. */
  at: number
  /** Whole minutes; 0 on an account of which nothing has been written down yet. */
  service: number
  redeemable: number
  signUps: SignUp[]
  presences: Presence[]
  claims: Claim[]
  /** The latest first. */
  lines: Line[]
  /** Whether these are all of the lines. */
  whole: boolean
  /** As the ledger's own page asked for it last. */
  standing?: Standing | null
}

const FILE = 'service'
/** As many as the first page of 志愿 needs, and as the server gives at once. */
const FEW = 20
const MANY = 200

export async function keptServed(): Promise<Served | null> {
  const file = await heldFile(FILE).catch(() => null)
  return file && file.path === accountNow() ? (JSON.parse(file.text) as Served) : null
}

/** The latest lines, or with `all` every one of them. A phone that lets nothing be kept still shows what came. */
export async function readServed(all: boolean, now: Date): Promise<Reply<Served>> {
  const whose = accountNow()
  const [ledger, signUps, presences, claims, standing] = await Promise.all([
    call('get', '/api/me/ledger', { query: { limit: all ? MANY : FEW } }),
    listMySignUps(now.getTime()),
    call('get', '/api/me/presences', {}),
    call('get', '/api/me/service-claims', {}),
    all ? call('get', '/api/me/standing', {}) : null,
    // Whoever opens a receipt without a network can check it.
    all ? receiptKey() : null,
  ])
  if (ledger.is !== 'done') return ledger
  if (signUps.is !== 'done') return signUps
  if (presences.is !== 'done') return presences
  if (claims.is !== 'done') return claims
  const lines = await pages(ledger, all, (next) =>
    call('get', '/api/me/ledger', { query: { limit: MANY, before: Number(next) } }),
  )
  if (lines.is !== 'done') return lines
  const stays = await pages(presences, all, (cursor) =>
    call('get', '/api/me/presences', { query: { cursor } }),
  )
  if (stays.is !== 'done') return stays
  const of = (kind: string) =>
    ledger.value.balances.find(({ accountKind }) => accountKind === kind)?.minutes ?? 0
  const fresh = {
    at: now.getTime(),
    service: of('service'),
    redeemable: of('redeemable'),
    signUps: signUps.value,
    presences: stays.value,
    claims: claims.value.claims,
  }
  const isWhole = all || ledger.value.next === null
  const kept = await keptServed()
  const value: Served = {
    ...fresh,
    ...joined(lines.value, isWhole, kept),
    standing: standing?.is === 'done' ? standing.value : (kept?.standing ?? null),
  }
  if (whose !== null && whose === accountNow())
    await writing(['files'], (open) =>
      open('files').put({ path: whose, text: JSON.stringify(value) }, FILE),
    ).catch(() => undefined)
  return { is: 'done', value }
}

/** Lines never change: what is kept goes on where the latest ones end, unless something lies between. */
export function joined(
  told: Line[],
  whole: boolean,
  kept: Pick<Served, 'lines' | 'whole'> | null,
): Pick<Served, 'lines' | 'whole'> {
  const last = told.at(-1)?.hash
  const at = kept?.lines.findIndex(({ hash }) => hash === last) ?? -1
  if (whole || !kept || at < 0) return { lines: told, whole }
  return { lines: [...told, ...kept.lines.slice(at + 1)], whole: kept.whole }
}

/** What a line is about, in the words that the person knows it by; '' where the phone does not. */
export function titleOf({ presences, claims, signUps }: Served, line: Line): string {
  // What takes minutes of somebody who was not there says so before.
  const shift = line.opening?.about.replace(/^false_presence\//, '').split('/')[1]
  const isIt = (one: { id?: string; shift: string }) => one.id === line.posting || one.shift === shift
  return [...presences, ...claims, ...signUps].find(isIt)?.title ?? ''
}

/** The scans that a line of verified or late minutes rests on. */
export const presenceOf = ({ presences }: Served, { posting }: Line): Presence | undefined =>
  presences.find(({ id }) => id === posting)

/** What stands on a first page, and with `all` on those after it. */
async function pages<One>(
  first: Reply<Some<One>>,
  all: boolean,
  ask: (next: string) => Promise<Reply<Some<One>>>,
): Promise<Reply<One[]>> {
  if (first.is !== 'done') return first
  const found = [...first.value.items]
  let { next } = first.value
  while (all && next) {
    const reply = await ask(next)
    if (reply.is !== 'done') return reply
    found.push(...reply.value.items)
    next = reply.value.next
  }
  return { is: 'done', value: found }
}
