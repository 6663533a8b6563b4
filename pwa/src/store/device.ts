/** What tells this phone from another where nobody is signed in: a secret it made for itself, which says nothing else. */
import { writing } from './database.ts'

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
