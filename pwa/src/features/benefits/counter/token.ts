/** What stands in a voucher's QR code, read and checked on the phone; rules/tokens.py says how it is written. */
import { type Fault, isObject, isWritten, jsonOf, type Key, opened } from '../../../api/signed.ts'

export interface Claims {
  /** The benefit's id, 16 bytes in base64url. */
  b: string
  /** The name, masked. */
  p: string
  /** The voucher's id, as `b`. */
  v: string
  /** When it runs out, in seconds from 1970 on. */
  x: number
}

const KIND = 'xyv'
const MOST_LETTERS = 1000
const SHORT_BYTES = 6

/** A token by itself, or behind the # of an address; null of what is none. */
export function tokenIn(text: string): string | null {
  const told = text.trim().split('#').at(-1) ?? ''
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(told) ? told : null
}

/** What a token says that this key has signed. */
export async function readToken(token: string, key: Key): Promise<{ claims: Claims } | { fault: Fault }> {
  const read = await opened(token, { kind: KIND, most: MOST_LETTERS }, key)
  if ('fault' in read) return read
  const claims = claimsOf(read.payload)
  return claims ? { claims } : { fault: 'malformed' }
}

function claimsOf(content: Uint8Array): Claims | null {
  const told = jsonOf(content)
  if (!isObject(told) || !isWritten(told, content, 'b,p,v,x')) return null
  const { b, p, v, x } = told
  const isOurs =
    [b, v].every((id) => typeof id === 'string' && /^[\w-]{22}$/.test(id)) &&
    typeof p === 'string' &&
    [...p].length <= 8 &&
    Number.isInteger(x) &&
    (x as number) >= 0 &&
    (x as number) <= 2 ** 40
  return isOurs ? (told as unknown as Claims) : null
}

/** By what a list names a voucher that is not good: it tells nobody of any other. */
export async function shortOf(voucher: string): Promise<string> {
  const bytes = Uint8Array.from(atob(voucher.replaceAll('-', '+').replaceAll('_', '/')), (one) =>
    one.charCodeAt(0),
  )
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).subarray(0, SHORT_BYTES)
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
