/**
 * Everything that is written on this phone, kept until the server has answered.
 *
 * Each write carries an id that the phone minted, so sending it twice does it once. That is why nothing here
 * tries to find out whether a first attempt arrived.
 */
import { type Open, reading, writing } from './database.ts'
import type { Refusal } from './refusals.ts'
import { isWritten, onceLeft } from './writers.ts'

export interface Write {
  /** UUIDv7, minted here; also the id of what is written, where it has one. */
  id: string
  /** Whose write it is, such as `feedback`; writes of one kind go out in the order they were written. */
  kind: string
  /** The person's own words, or a name, for the list; short. */
  about: string
  /** What it says, where the list has words of its own for that: they are chosen when it is shown. */
  of?: Facts | null
  method: 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  /** Null once it is sent. */
  body: unknown
  /** False where anybody may write it; it then goes with the account it was written under, if there was one. */
  needsSignIn: boolean
  /** Who was signed in when it was written: it never goes out as somebody else's. */
  account: string | null
  /** For whom a clerk wrote it (Art 14). */
  actingFor: string | null
  writtenAt: number
  /** Goes along as X-Device-Key: which phone says it, where nobody needs to be signed in. */
  deviceKey?: string | null
  /** A file that has to arrive first. */
  attached?: Attached | null
  /** Why the file was not taken; the rest then goes without it. */
  lost?: Refusal | null
  /** The page where it can be changed. */
  editAt: string | null
  state: 'waiting' | 'sent' | 'refused'
  /** It waits until its writer is signed in. */
  waitsForSignIn: boolean
  refusal: Refusal | null
  /** How often the server was too busy, and until when it is left alone; before any try, its writer may still change it. */
  tries: number
  notBefore: number
  /** It waits because too much came from this phone or its network; else because the server was busy. */
  tooOften?: boolean
  /** Since when it is on its way; until an answer has come, nobody knows whether it arrived. */
  leftAt?: number | null
  sentAt: number | null
  /** From when on the server would refuse it, and under which code: it is then refused without being sent. */
  lapses?: { at: number; code: string } | null
  /** Whether the answer is kept, because it says what came of it; and what it was. */
  hears?: boolean
  answer?: unknown
}

export type Facts = Readonly<Record<string, string | null>>

export interface Attached {
  path: string
  file: Blob
  /** The field of the body that names it; and another file, to go after it. */
  field: string
  next?: Attached | null
}

export type Draft = Pick<Write, 'id' | 'kind' | 'about' | 'method' | 'path' | 'body' | 'needsSignIn'> &
  Partial<
    Pick<
      Write,
      'of' | 'editAt' | 'account' | 'actingFor' | 'deviceKey' | 'attached' | 'notBefore' | 'hears' | 'lapses'
    >
  >

/** What is told when something changed: that something new waits, or which write is just now on its way. */
export type News = { is: 'kept' | 'changed' } | { is: 'sending'; id: string | null }

/** What was sent stays in the list for so long. */
const SHOWN_SENT_MS = 24 * 3_600_000
/** Longer than a file may take: what left before that was on its way when the browser was killed. */
const UNDER_WAY_MS = 5 * 60_000
/** Refusals of another wording under an id: the server has the first one, and keeps it. */
const ARRIVED_BEFORE = new Set(['feedback_differs', 'report_differs'])
const CHANNEL = 'xiangyi.outbox'

/** Takes a write in; the same id again takes the place of the one before, as when a refused one was changed. */
export async function keep(draft: Draft, now: number = Date.now()): Promise<void> {
  await writing(['outbox'], (open) => open('outbox').put(waiting(draft, now)))
  tell({ is: 'kept' })
}

function waiting(draft: Draft, writtenAt: number): Write {
  return {
    editAt: null,
    account: null,
    actingFor: null,
    notBefore: 0,
    ...draft,
    writtenAt,
    state: 'waiting',
    waitsForSignIn: false,
    refusal: null,
    tries: 0,
    sentAt: null,
  }
}

export type Replaced = 'kept' | 'sending' | 'sent'

/**
 * Puts another wording in the place of one that has not left, which keeps its place in the order. What is on its
 * way or has arrived stays as it is: the server would have the words of before.
 */
export async function replace(draft: Draft, now: number = Date.now()): Promise<Replaced> {
  const done = await writing(['outbox'], async (open) => {
    const held = await open('outbox').get(draft.id)
    if (held?.state === 'sent') return 'sent'
    if (held && isUnderWay(held, now)) return 'sending'
    // A moment later, so that whoever read the one before sees that this is another.
    await open('outbox').put(waiting(draft, held ? held.writtenAt + 1 : now))
    return 'kept'
  })
  if (done === 'kept') tell({ is: 'kept' })
  return done
}

function isUnderWay({ leftAt }: Write, now: number): boolean {
  return typeof leftAt === 'number' && Math.abs(now - leftAt) < UNDER_WAY_MS
}

/** All that is kept, the oldest first. */
export async function writes(): Promise<Write[]> {
  const all = await reading(['outbox'], (open) => open('outbox').getAll())
  return all.sort((a, b) => a.writtenAt - b.writtenAt || (a.id < b.id ? -1 : 1))
}

export async function writeOf(id: string): Promise<Write | null> {
  return (await reading(['outbox'], (open) => open('outbox').get(id))) ?? null
}

/** How many have not arrived; what a person must know before the phone forgets everything. */
export async function unsent(): Promise<number> {
  return (await writes()).filter(({ state }) => state !== 'sent').length
}

/** Changes a write, unless it is gone or was changed since it was read. */
export async function change(write: Write, to: Partial<Write>): Promise<boolean> {
  const changed = await put(write, to)
  if (changed) tell({ is: 'changed' })
  return changed
}

/** Notes that a write leaves at `now`; false where it is gone or was changed since it was read, and stays. */
export function leave(write: Write, now: number): Promise<boolean> {
  return put(write, { leftAt: now })
}

function put(write: Write, to: Partial<Write>): Promise<boolean> {
  return writing(['outbox'], async (open) => {
    const now = await open('outbox').get(write.id)
    if (now?.writtenAt !== write.writtenAt) return false
    await open('outbox').put({ ...now, ...to })
    return true
  })
}

/** Has a refused write, or one that waits its turn, tried again now. */
export async function retry(write: Write): Promise<void> {
  if (await change(write, { state: 'waiting', refusal: null, waitsForSignIn: false, notBefore: 0 }))
    tell({ is: 'kept' })
}

/** Sends what was held back for its writer to change, when nobody changes it any more. */
export async function letGo(id: string): Promise<void> {
  await go((await held()).filter((one) => one.id === id))
}

/**
 * The same of all that was held back and that no page writes any more. `began` serves browsers without locks: what
 * was written since is somebody's still. It is of the clock that dates the writes, which the page's own start is not.
 */
export async function letGoLeft(began: number = Date.now()): Promise<void> {
  const left: Write[] = []
  for (const one of await held()) {
    if (!(await isWritten(one.id, one.writtenAt >= began))) left.push(one)
    else void onceLeft(one.id).then(() => letGo(one.id))
  }
  await go(left)
}

const held = async () => (await writes()).filter((one) => one.state === 'waiting' && isHeldBack(one))

async function go(those: Write[]): Promise<void> {
  for (const write of those) await put(write, { notBefore: 0 })
  if (those.length > 0) tell({ is: 'kept' })
}

/** True of what only waits because its writer may still change it. */
export const isHeldBack = ({ tries, notBefore }: Write) => tries === 0 && notBefore > 0

/** Takes a write off this phone, with what is kept of the words besides; only a person decides that. */
export async function discard(id: string): Promise<void> {
  await writing(['outbox', 'said', 'reports'], (open) => forget(open, id))
  tell({ is: 'changed' })
}

/**
 * The same of what has not left; false where it is on its way or has arrived, and then nothing goes.
 * `given` is called once it is gone, before anybody else hears of it.
 */
export async function giveUp(
  id: string,
  given: () => void = () => undefined,
  now: number = Date.now(),
): Promise<boolean> {
  const gone = await writing(['outbox', 'said', 'reports'], async (open) => {
    const held = await open('outbox').get(id)
    if (held && (held.state === 'sent' || isUnderWay(held, now))) return false
    // Of what arrived in other words only those go that did not: the rest is still waiting for its answer.
    if (ARRIVED_BEFORE.has(held?.refusal?.code ?? '')) await open('outbox').delete(id)
    else await forget(open, id)
    return true
  })
  if (gone) given()
  tell({ is: 'changed' })
  return gone
}

const forget = (open: Open, id: string) =>
  Promise.all([open('outbox').delete(id), open('said').delete(id), open('reports').delete(id)])

/**
 * Clears what an account wrote and said, was told and saw at its desk, for a sign-out that the person chose
 * after seeing what was waiting. What is nobody's stays, and what somebody else wrote whose sign-in had ended here.
 */
export async function wipe(account: string): Promise<void> {
  const stores = ['outbox', 'said', 'reports', 'notices'] as const
  await writing([...stores, 'files'], async (open) => {
    for (const file of [
      'desk',
      'notices',
      'consultations',
      'shifts',
      'service',
      'record',
      'benefits',
      'counter',
      'cases',
      'session',
    ])
      await open('files').delete(file)
    for (const store of stores)
      for (const one of await open(store).getAll())
        if (one.account === account) await open(store).delete(one.id)
  })
  tell({ is: 'changed' })
}

/** Lets go of what arrived long enough ago. */
export async function sweep(now: number): Promise<void> {
  const old = (await writes()).filter(({ sentAt }) => sentAt !== null && now - sentAt > SHOWN_SENT_MS)
  if (old.length === 0) return
  await writing(['outbox'], (open) => Promise.all(old.map(({ id }) => open('outbox').delete(id))))
  tell({ is: 'changed' })
}

type Listener = (news: News) => void

const listeners = new Set<Listener>()
let channel: BroadcastChannel | null = null

/** Calls `listener` after every change, made here, in another tab or in the worker; returns how to stop. */
export function subscribe(listener: Listener): () => void {
  listeners.add(listener)
  if (!channel && globalThis.BroadcastChannel) {
    channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = ({ data }: MessageEvent<News>) => hear(data)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    channel?.close()
    channel = null
  }
}

export function tell(news: News): void {
  hear(news)
  if (channel) channel.postMessage(news)
  else if (globalThis.BroadcastChannel) {
    const once = new BroadcastChannel(CHANNEL)
    once.postMessage(news)
    once.close()
  }
}

function hear(news: News): void {
  for (const listener of listeners) listener(news)
}
