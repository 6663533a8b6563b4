/** Having this phone knocked for (Web Push, RFC 8030): with its browser, with the server, and no more. */
import { mintId } from '../store/ids.ts'
import {
  bytesOf,
  changeKnock,
  factsOf,
  heldKnock,
  type Knock,
  keepKnock,
  lettersOf,
  watchesOf,
} from '../store/knock.ts'
import { get } from '../store/settings.ts'
import { who } from '../store/who.ts'
import { call, type Reply } from './client.ts'
import type { components } from './schema.d.ts'

type Told = components['schemas']
/** `unreachable`: the browser finds no push service, as on most Android phones in mainland China. */
export type Turned = Reply<Told['Subscribed']> | { is: 'unreachable' } | { is: 'denied' }

const DAY_MS = 24 * 3_600_000
/** A first visit installs the worker while somebody reads already; where none can be, it is waited for in vain. */
const INSTALLING_MS = 20_000

/** Asks the person, then the browser, then the server; called by a press of a button, as browsers demand. */
export async function turnOn(place: Knock['place'] = null): Promise<Turned> {
  if ((await Notification.requestPermission()) !== 'granted') return { is: 'denied' }
  const held = await heldKnock()
  const turned = await subscribe(held?.id ?? mintId(), place)
  // The server has taken up another key since it was asked for it.
  return turned.is === 'done' && turned.value.renew ? subscribe(turned.value.id, place) : turned
}

/** Knock no more: for the browser at once, for the server as soon as it can be told. */
export async function turnOff(): Promise<void> {
  const held = await heldKnock()
  if (!held) return
  await keepKnock({ ...held, leaving: true })
  await (await subscription())?.unsubscribe().catch(() => undefined)
  await tellOfLeaving()
}

/**
 * Tells the server that this phone goes on, and whose it is: once a day, and when somebody else has signed in.
 * A phone whose owner has withdrawn the permission leaves.
 */
export async function renew({ atOnce = false } = {}): Promise<void> {
  const held = await heldKnock()
  if (!held) return
  if (held.leaving) return tellOfLeaving()
  if (Notification.permission !== 'granted') return turnOff()
  const isRecent = Math.abs(Date.now() - held.renewedAt) < DAY_MS && held.device === signedIn().device
  if (!isRecent || atOnce) await subscribe(held.id, held.place)
}

function signedIn(): Pick<Knock, 'account' | 'device'> {
  const now = who()
  return now.is === 'in' ? { account: now.me.id, device: now.me.device } : { account: null, device: null }
}

async function tellOfLeaving(): Promise<void> {
  const held = await heldKnock()
  if (!held?.leaving) return
  const path = { subscription_id: held.id }
  const told = await call('delete', '/api/push/subscriptions/{subscription_id}', { path })
  if (told.is === 'done') await keepKnock(null)
}

async function subscribe(id: string, place: Knock['place']): Promise<Turned> {
  const key = await call('get', '/api/push/key')
  if (key.is !== 'done') return key
  const made = await inBrowser(key.value.publicKey, (await heldKnock())?.publicKey)
  const facts = made && factsOf(made)
  if (!facts) return { is: 'unreachable' }
  const { account, device } = signedIn()
  const body = { ...facts, key: key.value.id, watches: watchesOf({ account, place }) }
  const reply = await call('put', '/api/push/subscriptions/{subscription_id}', {
    path: { subscription_id: id },
    body,
  })
  if (reply.is === 'done') {
    const { id: keyId, publicKey } = key.value
    const language = get().language
    const renewedAt = Date.now()
    const told = { account, device, place, language, renewedAt }
    await keepKnock({ id, key: keyId, publicKey, ...told, leaving: false })
  }
  return reply
}

/** The browser's subscription under this key; one under another gives way to it. Null where there is none to be had. */
async function inBrowser(publicKey: string, before: string | undefined): Promise<PushSubscription | null> {
  const registration = await Promise.race([navigator.serviceWorker.ready, nothingInTime()])
  if (!registration) return null
  const wanted = bytesOf(publicKey)
  try {
    const held = await registration.pushManager.getSubscription()
    if (held && (keyOf(held) ?? before) === publicKey) return held
    await held?.unsubscribe()
    return await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: wanted })
  } catch {
    return null
  }
}

const nothingInTime = () => new Promise<null>((resolve) => setTimeout(resolve, INSTALLING_MS, null))

export async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker?.getRegistration()
  return (await registration?.pushManager?.getSubscription().catch(() => null)) ?? null
}

/** Under which key, where the browser says so. */
function keyOf({ options }: PushSubscription): string | null {
  return options?.applicationServerKey ? lettersOf(new Uint8Array(options.applicationServerKey)) : null
}

/** The worker speaks as the phone does. */
export const speakAs = (language: Knock['language']) => changeKnock({ language })
