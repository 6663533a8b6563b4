/** Under which id this phone is knocked for, and in which language; the worker reads it too. */
import { type Open, reading, writing } from './database.ts'

export interface Knock {
  /** UUIDv7, minted here and told nobody else. */
  id: string
  /** Which of the server's keys the browser has subscribed with, and its 65 bytes in base64url. */
  key: string
  publicKey: string
  /** Whose phone it was when that was last said; null for nobody's. */
  account: string | null
  /** As which of their devices it had signed in then: what the server has ended is knocked for no more. */
  device: string | null
  /** Where nobody has signed in: of which place the phone wants to hear. */
  place: { key: string; name: string; within?: string } | null
  language: 'zh-CN' | 'en'
  /** When the server was last told that it goes on. */
  renewedAt: number
  /** Turned off here, which the server has yet to hear. */
  leaving: boolean
}

export async function heldKnock(): Promise<Knock | null> {
  const held = await reading(['files'], (open) => open('files').get('knock'))
  return held ? (JSON.parse(held.text) as Knock) : null
}

/** Whether the phone is knocked for as this account's, in the instant of a transaction. */
export async function isOf(account: string, open: Open): Promise<boolean> {
  const held = await open('files').get('knock')
  const knock = held && (JSON.parse(held.text) as Knock)
  return knock?.account === account && !knock.leaving
}

export async function keepKnock(knock: Knock | null): Promise<void> {
  await writing(['files'], (open) =>
    knock
      ? open('files').put({ path: '', text: JSON.stringify(knock) }, 'knock')
      : open('files').delete('knock'),
  )
}

/** Changes what is kept, where something is. */
export async function changeKnock(to: Partial<Knock>): Promise<void> {
  await writing(['files'], async (open) => {
    const held = await open('files').get('knock')
    if (!held) return
    const text = JSON.stringify({ ...(JSON.parse(held.text) as Knock), ...to })
    await open('files').put({ path: '', text }, 'knock')
  })
}

/** What a browser says of its subscription, as the server takes it. */
export interface SubscriptionFacts {
  endpoint: string
  p256dh: string
  auth: string
}

export function factsOf(subscription: PushSubscription): SubscriptionFacts | null {
  const { endpoint, keys } = subscription.toJSON()
  return endpoint && keys?.p256dh && keys.auth ? { endpoint, p256dh: keys.p256dh, auth: keys.auth } : null
}

/** Of 65 bytes in base64url (RFC 4648 §5, without padding), as old browsers want them. */
export function bytesOf(letters: string): Uint8Array<ArrayBuffer> {
  const text = atob(letters.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (one) => one.charCodeAt(0))
}

export function lettersOf(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Watched where nobody has signed in: what is told to everybody anyway. */
export const watchesOf = ({ account, place }: Pick<Knock, 'account' | 'place'>) =>
  account === null && place ? [{ division: place.key, topic: 'consultations' as const }] : []
