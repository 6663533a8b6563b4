/** What tells this phone from another where nobody is signed in: a secret it made for itself, which says nothing else. */
import { reading, writing } from './database.ts'

/** 22 characters of base64url (RFC 4648 §5): 128 bits by chance. Made on first use, gone when the phone forgets everything. */
export function deviceKey(): Promise<string> {
  return writing(['files'], async (open) => {
    const held = await open('files').get('device')
    if (held) return held.text
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    const text = btoa(String.fromCharCode(...bytes))
      .replace(/=+$/, '')
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
    await open('files').put({ path: '', text }, 'device')
    return text
  })
}

/** What the server once said of this key, which shows that the phone was here that day; "" while it has not. */
export async function deviceMet(key: string): Promise<string> {
  const held = await reading(['files'], (open) => open('files').get('deviceMet'))
  return held?.path === key ? held.text : ''
}

/** Lets the server say so, once. It keeps nothing of it; a phone it has not met yet asks again at the next start. */
export async function meet(): Promise<void> {
  const key = await deviceKey()
  if (await deviceMet(key)) return
  const answer = await fetch('/api/devices', {
    method: 'POST',
    headers: { accept: 'application/json', 'x-device-key': key },
  })
  // A captive portal is glad to say 200 to anything, but it does not speak JSON.
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json')) return
  const { met } = (await answer.json()) as { met: string }
  await writing(['files'], (open) => open('files').put({ path: key, text: met }, 'deviceMet'))
}
