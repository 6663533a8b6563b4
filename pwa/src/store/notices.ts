/** What somebody was told, as this phone last heard of it: readable without a network for thirty days. */
import { type Open, reading, writing } from './database.ts'

/** A notice as the server tells it. */
export interface Notice {
  id: string
  kind: string
  topic: 'consultations' | 'volunteering' | 'reports' | 'tasks'
  /** The page of the app on which it is read, from its root. */
  link: string
  facts: Record<string, unknown>
  madeAt: string
  /** When somebody first had it before their eyes: fetched is not seen. */
  seenAt: string | null
  readAt: string | null
  /** A later one says how it is now. */
  replaced: boolean
  /** From when on it counts as unread no more; older entries lack it. */
  overAt?: string | null
}

export interface KeptNotice extends Notice {
  account: string
  /** It was opened here, which the server has yet to hear. */
  untold: boolean
  /** It stood before somebody's eyes here, which the server has yet to hear; older entries lack it. */
  shown?: boolean
}

export interface ToldInbox {
  /** The latest first. */
  notices: Notice[]
  unread: number
  /** Leads on to older ones. */
  next: string | null
}

/** What the phone knew when the server last answered, in epoch milliseconds. */
export interface InboxNote {
  account: string
  askedAt: number
  unread: number
  /** Whether all of the last thirty days is here; older entries lack it. */
  whole?: boolean
}

export interface HeldInbox {
  note: InboxNote | null
  notices: KeptNotice[]
}

/** As long as the server counts what is unread. */
const KEPT_MS = 30 * 24 * 3_600_000
const STORES = ['notices', 'files'] as const
const CHANNEL = 'xiangyi.notices'
const NOTHING: HeldInbox = { note: null, notices: [] }

/** All that is kept of what this account was told, the latest first. */
export async function heldInbox(account: string): Promise<HeldInbox> {
  return reading(STORES, async (open) => {
    const note = read((await open('files').get('notices'))?.text)
    if (note?.account !== account) return NOTHING
    const all = await open('notices').getAll()
    return { note, notices: all.filter((one) => one.account === account).sort(latestFirst) }
  })
}

/**
 * Takes the latest notices in. What lies between them and is not among them is gone from the server too; older
 * ones stay until they are thirty days old. What was opened here stays read, whether the server knows or not.
 * Takes nothing where `may`, asked in the same instant, says no: then the answer is false.
 */
export async function keepInbox(
  account: string,
  told: ToldInbox,
  now: number = Date.now(),
  may: (open: Open) => Promise<boolean> = async () => true,
): Promise<boolean> {
  const kept = await writing(STORES, async (open) => {
    if (!(await may(open))) return false
    const before = read((await open('files').get('notices'))?.text)
    const held = new Map((await open('notices').getAll()).map((one) => [one.id, one]))
    const last = told.notices.at(-1)
    const oldest = told.next === null || !last ? 0 : at(last)
    const joins =
      before?.account === account && before.whole && last && held.get(last.id)?.account === account
    const whole = Boolean(isAll(told, now) || joins)
    for (const one of held.values())
      if (one.account !== account || at(one) > oldest || isOld(one, now)) await open('notices').delete(one.id)
    await putAll(open, account, told.notices, held, now)
    // Opened here, and unread to the server: whatever page they are on.
    const unheard = (await open('notices').getAll()).filter(({ untold, replaced }) => untold && !replaced)
    const unread = Math.max(0, told.unread - unheard.length)
    await keepNote(open, { account, askedAt: now, unread, whole })
    return true
  })
  if (kept) tell()
  return kept
}

/** Whether what the phone holds is all that it could, and says the same as the number of unread. */
export async function isWhole(account: string): Promise<boolean> {
  const { note, notices } = await heldInbox(account)
  return note?.whole === true && notices.filter(isUnread).length === note.unread
}

/** Takes older ones in, of which those that are not too old are held; whether these were the last of them. */
export async function keepOlder(
  account: string,
  told: Pick<ToldInbox, 'notices' | 'next'>,
  now: number = Date.now(),
): Promise<boolean> {
  const whole = isAll(told, now)
  await writing(STORES, async (open) => {
    const note = read((await open('files').get('notices'))?.text)
    if (note?.account !== account) return
    const held = new Map((await open('notices').getAll()).map((one) => [one.id, one]))
    await putAll(open, account, told.notices, held, now)
    if (whole) await keepNote(open, { ...note, whole })
  })
  tell()
  return whole
}

/** Notes that somebody has opened these, or all that the phone holds; the server hears of it later. */
export async function markRead(
  account: string,
  which: string | null,
  now: number = Date.now(),
): Promise<void> {
  await writing(STORES, async (open) => {
    const note = read((await open('files').get('notices'))?.text)
    let fewer = 0
    for (const one of await open('notices').getAll()) {
      if (one.account !== account || one.readAt !== null || (which !== null && one.id !== which)) continue
      await open('notices').put({ ...one, readAt: new Date(now).toISOString(), untold: true })
      if (!one.replaced) fewer += 1
    }
    if (note?.account !== account) return
    await keepNote(open, { ...note, unread: Math.max(0, note.unread - fewer) })
  })
  tell()
}

/** Notes that somebody had these before their eyes; whether that is news, of which the server hears later. */
export async function markShown(account: string, ids: readonly string[]): Promise<boolean> {
  return writing(['notices'], async (open) => {
    let news = false
    for (const id of ids) {
      const one = await open('notices').get(id)
      if (one?.account !== account || one.seenAt !== null || one.shown) continue
      await open('notices').put({ ...one, shown: true })
      news = true
    }
    return news
  })
}

/** The server has heard that these were seen. */
export async function markSeen(ids: readonly string[], now: number = Date.now()): Promise<void> {
  await writing(['notices'], async (open) => {
    for (const id of ids) {
      const one = await open('notices').get(id)
      if (one) await open('notices').put({ ...one, seenAt: new Date(now).toISOString(), shown: false })
    }
  })
}

/** The server has heard of these. */
export async function markTold(ids: string[]): Promise<void> {
  await writing(STORES, async (open) => {
    for (const id of ids) {
      const one = await open('notices').get(id)
      if (one) await open('notices').put({ ...one, untold: false })
    }
  })
}

const at = ({ madeAt }: Notice) => Date.parse(madeAt)
const latestFirst = (one: Notice, other: Notice) => at(other) - at(one)
const isOld = (one: Notice, now: number) => at(one) < now - KEPT_MS
/** Nobody is reminded of what was replaced or is over, or came longer ago than it is kept. */
export const isUnread = (one: Notice, now: number = Date.now()) =>
  one.readAt === null && !one.replaced && !isOld(one, now) && !(one.overAt && Date.parse(one.overAt) <= now)

/** Whether nothing that would be held comes after these. */
function isAll({ notices, next }: Pick<ToldInbox, 'notices' | 'next'>, now: number): boolean {
  const last = notices.at(-1)
  return next === null || last === undefined || isOld(last, now)
}

async function keepNote(open: Open, note: InboxNote): Promise<void> {
  await open('files').put({ path: '', text: JSON.stringify(note) }, 'notices')
}

async function putAll(
  open: Open,
  account: string,
  notices: Notice[],
  held: ReadonlyMap<string, KeptNotice>,
  now: number,
): Promise<void> {
  for (const { id, kind, topic, link, facts, madeAt, seenAt, readAt, replaced } of notices) {
    const mine = held.get(id)
    const untold = readAt === null && mine?.account === account && mine.untold
    const shown = seenAt === null && mine?.account === account && (mine.shown ?? false)
    const read = readAt ?? (untold ? mine.readAt : null)
    const told = { kind, topic, link, facts, madeAt, seenAt, replaced }
    const one = { id, account, ...told, readAt: read, untold, shown }
    if (!isOld(one, now)) await open('notices').put(one)
  }
}

function read(text: string | undefined): InboxNote | null {
  return text ? (JSON.parse(text) as InboxNote) : null
}

const listeners = new Set<() => void>()
let channel: BroadcastChannel | null = null

/** Calls `listener` after every change, made here or in another tab; returns how to stop. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (!channel && globalThis.BroadcastChannel) {
    channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = hear
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    channel?.close()
    channel = null
  }
}

function tell(): void {
  hear()
  // The worker listens to nobody, and has something to say all the same.
  const line = channel ?? (globalThis.BroadcastChannel ? new BroadcastChannel(CHANNEL) : null)
  line?.postMessage(null)
  if (line !== channel) line?.close()
}

function hear(): void {
  for (const listener of listeners) listener()
}
