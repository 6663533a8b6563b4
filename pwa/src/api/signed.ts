/** What this deployment has signed (ES256, RFC 7515), checked on the phone by a public key. */

/** A P-256 key as JSON has it (RFC 7517). */
export interface Key {
  kid: string
  x: string
  y: string
}

/** Why something is no token of ours, in the words of the server's own rules. */
export type Fault =
  | 'no_token'
  | 'too_long'
  | 'malformed'
  | 'algorithm'
  | 'another_kind'
  | 'another_key'
  | 'signature'

/** Of its key's name a token's header has so many letters: it stands in a code that is read off a cracked screen. */
const KEY_LETTERS = 8

/** False over plain http, where browsers check nothing. */
export const canCheck = () => globalThis.crypto?.subtle !== undefined

/** The JSON in what is signed by its full key's name; null of anything else. */
export async function signedBy(signed: string, kind: string, key: Key): Promise<unknown> {
  return jsonOf(await bytesSignedBy(signed, kind, key))
}

/** The same of a text. */
export async function textSignedBy(signed: string, kind: string, key: Key): Promise<string | null> {
  const payload = await bytesSignedBy(signed, kind, key)
  return payload && new TextDecoder().decode(payload)
}

async function bytesSignedBy(signed: string, kind: string, key: Key): Promise<Uint8Array | null> {
  const [head = '', body = '', mac = ''] = signed.split('.')
  const [header, payload] = [jsonOf(bytesOf(head)), bytesOf(body)]
  if (!isObject(header) || header.alg !== 'ES256' || header.typ !== kind || header.kid !== key.kid)
    return null
  return (await isSigned(`${head}.${body}`, bytesOf(mac), key)) ? payload : null
}

/** What stands in a token of that kind that this key has signed. */
export async function opened(
  token: string,
  { kind, most }: { kind: string; most: number },
  key: Key,
): Promise<{ payload: Uint8Array } | { fault: Fault }> {
  if (token.length > most) return { fault: 'too_long' }
  const [head = '', body = '', mac = '', ...more] = token.split('.')
  const [header, payload] = [bytesOf(head), bytesOf(body)]
  if (!header || !payload || more.length > 0 || token.split('.').length !== 3) return { fault: 'no_token' }
  const fault = faultOf(header, kind, key)
  if (fault) return { fault }
  return (await isSigned(`${head}.${body}`, bytesOf(mac), key)) ? { payload } : { fault: 'signature' }
}

function faultOf(content: Uint8Array, kind: string, key: Key): Fault | null {
  const told = jsonOf(content)
  if (!isObject(told)) return 'malformed'
  if (told.alg !== 'ES256') return 'algorithm'
  if (!isWritten(told, content, 'alg,kid,typ')) return 'malformed'
  if (typeof told.kid !== 'string' || typeof told.typ !== 'string') return 'malformed'
  if (told.typ !== kind) return 'another_kind'
  return told.kid === key.kid.slice(0, KEY_LETTERS) ? null : 'another_key'
}

async function isSigned(text: string, mac: Uint8Array<ArrayBuffer> | null, { x, y }: Key): Promise<boolean> {
  if (mac?.length !== 64) return false
  const curve = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, curve, false, [
    'verify',
  ])
  const how = { name: 'ECDSA', hash: 'SHA-256' }
  return crypto.subtle.verify(how, key, mac, new TextEncoder().encode(text))
}

export const isObject = (told: unknown): told is Record<string, unknown> =>
  typeof told === 'object' && told !== null && !Array.isArray(told)

/** Whether it is written as we write it, to the letter: so no member is there twice, or unknown. */
export function isWritten(told: object, content: Uint8Array, members: string): boolean {
  return Object.keys(told).join() === members && JSON.stringify(told) === new TextDecoder().decode(content)
}

export function jsonOf(content: Uint8Array | null): unknown {
  try {
    return content && JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content))
  } catch {
    return null
  }
}

/** The bytes of base64url as it is written, without padding or stray letters; null of anything else. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+$/.test(text)) return null
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) =>
      one.charCodeAt(0),
    )
    const again = btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
    return again === text ? bytes : null
  } catch {
    return null
  }
}
