/** What stands in a document's QR code, read and checked on the phone; rules/tokens.py says how it is written. */

/** A P-256 key as JSON has it (RFC 7517). */
export interface Key {
  kid: string
  x: string
  y: string
}

export interface Claims {
  /** The number. */
  n: string
  /** The issuer's id, 16 bytes in base64url. */
  o: string
  /** The name, masked. */
  p: string
  /** When it was issued, in seconds from 1970 on. */
  t: number
  /** From which day to which, in days from 1970 on. */
  d: [number, number]
  /** Minutes verified, confirmed, late and backfilled. */
  m?: [number, number, number, number]
  /** So many hours at least; then there is no `m`. */
  h?: number
}

/** Why something is no document of ours, in the words of rules/tokens.py. */
export type Fault =
  | 'no_token'
  | 'too_long'
  | 'malformed'
  | 'algorithm'
  | 'another_kind'
  | 'another_key'
  | 'signature'

export type Read = { claims: Claims } | { fault: Fault }

const KIND = 'xyd'
const KEY_LETTERS = 8
const MOST_LETTERS = 1000
const MOST_MINUTES = 100_000_000

/** The token in what a camera read or somebody pasted: behind the # of our address, or as it is. */
export const tokenIn = (text: string): string => text.trim().split('#').at(-1) ?? ''

/** False over plain http, where browsers check nothing. */
export const canCheck = () => globalThis.crypto?.subtle !== undefined

/** What a token says that this key has signed. */
export async function readToken(token: string, key: Key): Promise<Read> {
  if (token.length > MOST_LETTERS) return { fault: 'too_long' }
  const [head = '', body = '', mac = '', ...more] = token.split('.')
  const [header, payload] = [bytesOf(head), bytesOf(body)]
  if (!header || !payload || more.length > 0 || token.split('.').length !== 3) return { fault: 'no_token' }
  const fault = faultOf(header, key)
  if (fault) return { fault }
  if (!(await isSigned(`${head}.${body}`, bytesOf(mac), key))) return { fault: 'signature' }
  const claims = claimsOf(payload)
  return claims ? { claims } : { fault: 'malformed' }
}

/** The payload of what else this deployment signs, by its full key's name; null of anything else. */
export async function signedBy(signed: string, kind: string, key: Key): Promise<unknown> {
  const [head = '', body = '', mac = ''] = signed.split('.')
  const [header, payload] = [jsonOf(bytesOf(head)), bytesOf(body)]
  if (!isObject(header) || header.alg !== 'ES256' || header.typ !== kind || header.kid !== key.kid)
    return null
  return (await isSigned(`${head}.${body}`, bytesOf(mac), key)) ? jsonOf(payload) : null
}

function faultOf(content: Uint8Array, key: Key): Fault | null {
  const told = jsonOf(content)
  if (!isObject(told)) return 'malformed'
  if (told.alg !== 'ES256') return 'algorithm'
  // Written as we write it, to the letter: so no member is there twice, or unknown.
  if (!isWritten(told, content, 'alg,kid,typ')) return 'malformed'
  if (typeof told.kid !== 'string' || typeof told.typ !== 'string') return 'malformed'
  if (told.typ !== KIND) return 'another_kind'
  return told.kid === key.kid.slice(0, KEY_LETTERS) ? null : 'another_key'
}

function claimsOf(content: Uint8Array): Claims | null {
  const told = jsonOf(content)
  if (!isObject(told)) return null
  const last = 'm' in told ? 'm' : 'h'
  const { n, o, p, t, d, m, h } = told
  const isOurs =
    isWritten(told, content, `n,o,p,t,d,${last}`) &&
    /^[0-9A-HJKMNP-TV-Z]{10}$/.test(String(n)) &&
    /^[\w-]{22}$/.test(String(o)) &&
    [n, o, p].every((text) => typeof text === 'string') &&
    [...String(p)].length <= 40 &&
    isCount(t, 2 ** 40) &&
    isCounts(d, 2, 100_000) &&
    (last === 'm' ? isCounts(m, 4, MOST_MINUTES) : isCount(h, MOST_MINUTES))
  return isOurs ? (told as unknown as Claims) : null
}

const isObject = (told: unknown): told is Record<string, unknown> =>
  typeof told === 'object' && told !== null && !Array.isArray(told)

const isCount = (told: unknown, most: number) =>
  Number.isInteger(told) && (told as number) >= 0 && (told as number) <= most

const isCounts = (told: unknown, length: number, most: number) =>
  Array.isArray(told) && told.length === length && told.every((one) => isCount(one, most))

function isWritten(told: object, content: Uint8Array, members: string): boolean {
  return Object.keys(told).join() === members && JSON.stringify(told) === new TextDecoder().decode(content)
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

function jsonOf(content: Uint8Array | null): unknown {
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
