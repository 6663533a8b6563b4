/**
 * Passkeys: the phone's own lock in place of a code. The browser's helpers for the JSON of WebAuthn came
 * with Chrome 129 and Safari 18.4; these few lines do the same from Chrome 67 on.
 */
import { call, type Reply } from './client.ts'
import type { components } from './schema.d.ts'
import { label, open } from './session.ts'

type Told = components['schemas']
/** The person cancelled, or the phone has none: the browser does not say which. */
export type Left = { is: 'left' }
export type Known = { is: 'known' }

/** The options as JSON, where every string among them that stands for bytes is named here. */
interface Written {
  challenge: string
  user?: { id: string }
  excludeCredentials?: { id: string }[]
}

/** Whether this phone can ask for a fingerprint or a face here; never in WeChat, nor at a bare address. */
export async function hasLock(
  agent: string = navigator.userAgent,
  host: string = location.hostname,
): Promise<boolean> {
  if (/MicroMessenger/i.test(agent) || /^[\d.]+$|:/.test(host)) return false
  if (!globalThis.isSecureContext || !globalThis.PublicKeyCredential || !navigator.credentials) return false
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false)
}

export async function signInWithPasskey(): Promise<Reply<Told['Me']> | Left> {
  const asked = await call('post', '/api/session/passkey/options')
  if (asked.is !== 'done') return asked
  const { challenge, options } = asked.value
  const publicKey = inBytes(options) as unknown as PublicKeyCredentialRequestOptions
  const made = await navigator.credentials.get({ publicKey }).catch(() => null)
  if (!made) return { is: 'left' }
  return open('/api/session/passkey', { challenge, credential: inText(made), device: label() })
}

export async function addPasskey(name: string): Promise<Reply<Told['PasskeyShown']> | Left | Known> {
  const asked = await call('post', '/api/me/passkeys/options')
  if (asked.is !== 'done') return asked
  const { challenge, options } = asked.value
  const publicKey = inBytes(options) as unknown as PublicKeyCredentialCreationOptions
  try {
    const made = await navigator.credentials.create({ publicKey })
    if (!made) return { is: 'left' }
    const credential = inText(made) as Told['NewCredential']
    return call('post', '/api/me/passkeys', { body: { challenge, credential, label: name } })
  } catch (error) {
    return { is: error instanceof DOMException && error.name === 'InvalidStateError' ? 'known' : 'left' }
  }
}

export function inBytes(options: object): object {
  const { challenge, user, excludeCredentials, ...rest } = options as Written
  return {
    ...rest,
    challenge: bytes(challenge),
    ...(user && { user: { ...user, id: bytes(user.id) } }),
    ...(excludeCredentials && {
      excludeCredentials: excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) })),
    }),
  }
}

/** What the server reads of a credential; `toJSON` would say more. */
export function inText(made: Credential): object {
  const { id, rawId, type, response } = made as PublicKeyCredential
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
  const told = parts.flatMap((name) => {
    const part = (response as unknown as Record<string, unknown>)[name]
    return part instanceof ArrayBuffer ? [[name, text(part)]] : []
  })
  return { id, rawId: text(rawId), type, response: Object.fromEntries(told) }
}

function bytes(written: string): Uint8Array {
  const plain = atob(written.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

function text(content: ArrayBuffer): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(content)))
  return plain.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
