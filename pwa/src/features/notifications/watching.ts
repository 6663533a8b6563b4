/** Looks after the inbox and the knocking while the app is open: on return, when the worker says so, now and then. */
import { renew as renewKnock, speakAs } from '../../api/push.ts'
import { heldInbox, subscribe } from '../../store/notices.ts'
import { get, subscribe as hearSettings } from '../../store/settings.ts'
import { subscribe as hearWho, who } from '../../store/who.ts'
import { shell } from '../../ui/shell.svelte.ts'
import { renew } from './inbox.ts'
import './badge.css'

const POLL_MS = 5 * 60_000
/** Coming back to a window says so twice. */
const AGAIN_MS = 10_000

let lookedAt = Number.NEGATIVE_INFINITY

export function watch(): void {
  void count()
  subscribe(count)
  hearWho(takeTurn)
  hearSettings(({ language }) => void speakAs(language).catch(() => undefined))
  addEventListener('focus', lookOnReturn)
  addEventListener('online', look)
  document.addEventListener('visibilitychange', lookOnReturn)
  setInterval(lookOnReturn, POLL_MS)
  look()
  whenIdle(knockOn)
}

/** Asks now, as when the worker was knocked for. */
export function look(): void {
  lookedAt = performance.now()
  void renew().catch(() => undefined)
}

/** The browser has another address for this phone: the server is told of it. */
export function knockAgain(): void {
  void renewKnock({ atOnce: true }).catch(() => undefined)
}

function lookOnReturn(): void {
  if (!document.hidden && performance.now() - lookedAt > AGAIN_MS) look()
}

let account: string | null = mine()

/** Somebody else's phone now: their inbox, and their knocks. */
function takeTurn(): void {
  if (mine() === account) return
  account = mine()
  void count()
  look()
  knockOn()
}

function knockOn(): void {
  void renewKnock().catch(() => undefined)
}

async function count(): Promise<void> {
  const asked = mine()
  const held = asked ? await heldInbox(asked).catch(() => null) : null
  if (asked === mine()) shell.unread = held?.note?.unread ?? 0
}

function mine(): string | null {
  const now = who()
  return now.is === 'in' ? now.me.id : null
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 10_000 })
  else setTimeout(work, 3000)
}

// What the phone chose while nobody listened.
void speakAs(get().language).catch(() => undefined)
