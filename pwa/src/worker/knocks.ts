/** What the worker does when the phone is knocked for: one notification a push, whatever is in it. */
import { bytesOf, changeKnock, factsOf, heldKnock, isOf, watchesOf } from '../store/knock.ts'
import { keepInbox, type ToldInbox } from '../store/notices.ts'

declare const self: ServiceWorkerGlobalScope

/** What the server seals: of which topic, which earlier one it replaces, and where it is read. Nothing else. */
interface Pushed {
  topic: string
  tag: string
  link: string
}

const INBOX = '/me/notices'
/** A phone that was woken may sleep again soon, and what is fetched is no more than a convenience. */
const FETCH_MS = 8000
/** It leaves through somebody else's push service and lies on a lock screen: it never says what it is about. */
const WORDS: Record<'zh-CN' | 'en', Record<string, string>> = {
  'zh-CN': {
    consultations: '您有一条新的议事通知',
    volunteering: '您报名的志愿活动有新通知',
    reports: '您反映的事有了回音',
    tasks: '有一件待办',
    other: '您有一条新通知',
  },
  en: {
    consultations: 'A new notice about a meeting',
    volunteering: 'News of what you signed up for',
    reports: 'What you reported has been answered',
    tasks: 'Something to do',
    other: 'A new notice',
  },
}

/** Browsers take the permission back from whoever is pushed to and shows nothing: a payload that is none is shown too. */
export async function show(data: PushMessageData | null): Promise<void> {
  const { topic, tag, link } = read(data)
  const language = (await heldKnock().catch(() => null))?.language ?? 'zh-CN'
  const words = WORDS[language]
  const options: NotificationOptions & { renotify?: boolean } = {
    lang: language,
    icon: '/icons/mark-192.png',
    badge: '/icons/badge-96.png',
    data: { link },
    // A later one takes the place of the earlier, and is heard all the same.
    ...(tag && { tag, renotify: true }),
  }
  await Promise.all([
    // It waits for nothing: the words are the same, whatever the inbox says.
    self.registration.showNotification(words[topic] ?? words.other ?? '', options),
    readyInbox(),
  ])
}

/** Has the inbox on the phone, or else lets the open windows see to it. */
async function readyInbox(): Promise<void> {
  if (!(await fetchInbox())) await tell({ is: 'told' })
}

/**
 * Has the inbox ready on the phone before anybody opens the app, and says so to the windows that are open; false
 * where it could not be had, and a window has to try. It is asked for with the cookie of the sign-in, which stays
 * as it is: were the worker to renew it and be ended before the answer came, the person would be signed out.
 */
async function fetchInbox(): Promise<boolean> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), FETCH_MS)
  try {
    const knock = await heldKnock()
    if (!knock?.account || knock.leaving) return false
    const answer = await fetch('/api/session/notices', {
      headers: { accept: 'application/json' },
      signal: stop.signal,
    })
    if (!answer.ok) return false
    const told: ToldInbox & { account: string } = await answer.json()
    // Whoever has signed out meanwhile leaves nothing behind, and a cookie of somebody else brings nothing in.
    return await keepInbox(told.account, told, Date.now(), (open) => isOf(told.account, open))
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

/** Opens the page in a window of ours, or else in a new one. */
export async function open(notification: Notification): Promise<void> {
  notification.close()
  const link = linkOf(notification.data?.link)
  const [first, ...others] = await windows()
  const window = [first, ...others].find((one) => one?.visibilityState === 'visible') ?? first
  if (!window) {
    await self.clients.openWindow(link)
    return
  }
  // Some browsers let no window be brought to the front; the page is opened in it all the same.
  await window.focus().catch(() => undefined)
  window.postMessage({ is: 'open', link })
}

/**
 * The browser has taken the phone's address away: it gets another. An open window tells the server whose it is;
 * of a phone that is nobody's the worker does, and otherwise the next launch.
 */
export async function subscribeAgain(): Promise<void> {
  const knock = await heldKnock().catch(() => null)
  if (!knock || knock.leaving) return
  const made = await self.registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(knock.publicKey),
  })
  await changeKnock({ renewedAt: 0 })
  const facts = factsOf(made)
  if (facts && knock.account === null) {
    const answer = await fetch(`/api/push/subscriptions/${knock.id}`, {
      method: 'PUT',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ ...facts, key: knock.key, watches: watchesOf(knock) }),
    })
    if (answer.ok) await changeKnock({ renewedAt: Date.now() })
  }
  await tell({ is: 'subscribe' })
}

function read(data: PushMessageData | null): Pushed {
  let said: unknown = null
  try {
    said = data?.json()
  } catch {
    // Not even JSON.
  }
  const { v, topic, tag, link } = (said ?? {}) as Record<string, unknown>
  const isOurs = v === 1 && typeof topic === 'string' && Object.hasOwn(WORDS.en, topic)
  if (!isOurs) return { topic: 'other', tag: '', link: INBOX }
  return { topic, tag: typeof tag === 'string' ? tag : '', link: linkOf(link) }
}

/** A page of our own, or the inbox. */
function linkOf(link: unknown): string {
  const { origin } = self.location
  return typeof link === 'string' && link.startsWith('/') && new URL(link, origin).origin === origin
    ? link
    : INBOX
}

const windows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true })

async function tell(word: object): Promise<void> {
  for (const window of await windows()) window.postMessage(word)
}
