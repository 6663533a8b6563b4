/** Sends what waits in the outbox whenever there is hope that it arrives. */
import { acting, actingRefused } from '../store/acting.ts'
import { letGoLeft, subscribe, writes } from '../store/outbox.ts'
import { type Drained, drain, type Signer } from '../store/sending.ts'
import { subscribe as whenSomebodyElse, who } from '../store/who.ts'

/** Without a network the browser's own word for its return is not always given. */
const AGAIN_MS = 60_000

const ours: Signer = {
  account() {
    const now = who()
    return now.is === 'in' ? now.me.id : null
  },
  token: async (refused) => (await import('../store/session.ts')).accessToken(refused),
}

let sending = false
let again = false
let timer: ReturnType<typeof setTimeout> | undefined

/** Sends now, and from now on whenever something is written, a network comes, or the person comes back. */
export function sendWhenPossible(): void {
  // Where a page was killed while somebody wrote, nobody will.
  void letGoLeft().then(send, send)
  subscribe(({ is }) => {
    if (is === 'kept') send()
  })
  let account = ours.account()
  // A renewed token is no news: a server that refuses every token would be asked without end.
  whenSomebodyElse(() => {
    const now = ours.account()
    if (now !== account) send()
    account = now
  })
  addEventListener('online', send)
  addEventListener('focus', send)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) send()
  })
}

function send(): void {
  again = true
  if (!sending) void sendAll()
}

async function sendAll(): Promise<void> {
  sending = true
  clearTimeout(timer)
  try {
    while (again) {
      again = false
      if (!(await anyWaits())) continue
      const { online, nextAt } = await drained()
      if (!online) await askWorker()
      const wait = online ? nextAt && nextAt - Date.now() : AGAIN_MS
      if (wait !== null) timer = setTimeout(send, Math.max(wait, 1000))
    }
  } catch {
    // A phone that lets nothing be kept has nothing to send.
  } finally {
    sending = false
  }
}

/** The refused writes of a person for whom the server lets nobody act any more. */
const refusedFor = async (account: string) =>
  (await writes()).filter(
    ({ actingFor, refusal }) => actingFor === account && refusal?.code === 'acting_for_refused',
  ).length

/** Sends; whoever has claimed their records, or taken their yes back, is not acted for any longer. */
async function drained(): Promise<Drained> {
  const person = acting()
  const before = person && (await refusedFor(person.account))
  const told = await drain(ours)
  if (person && before !== null && (await refusedFor(person.account)) > before) actingRefused(person.account)
  return told
}

const anyWaits = async () => (await writes()).length > 0

/** Where the browser knows Background Sync, the worker sends even when the app is closed. */
async function askWorker(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration()
  const { sync } = (worker ?? {}) as { sync?: { register: (tag: string) => Promise<void> } }
  await sync?.register('outbox').catch(() => undefined)
}
