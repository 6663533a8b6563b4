/** What stands in a document's QR code, read and checked on the phone; rules/tokens.py says how it is written. */
import { type Fault, isObject, isWritten, jsonOf, type Key, opened } from '../../api/signed.ts'

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

export type { Fault }
export type Read = { claims: Claims } | { fault: Fault }

const KIND = 'xyd'
const MOST_LETTERS = 1000
const MOST_MINUTES = 100_000_000

/** The token in what a camera read or somebody pasted: behind the # of our address, or as it is. */
export const tokenIn = (text: string): string => text.trim().split('#').at(-1) ?? ''

/** What a token says that this key has signed. */
export async function readToken(token: string, key: Key): Promise<Read> {
  const read = await opened(token, { kind: KIND, most: MOST_LETTERS }, key)
  if ('fault' in read) return read
  const claims = claimsOf(read.payload)
  return claims ? { claims } : { fault: 'malformed' }
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

const isCount = (told: unknown, most: number) =>
  Number.isInteger(told) && (told as number) >= 0 && (told as number) <= most

const isCounts = (told: unknown, length: number, most: number) =>
  Array.isArray(told) && told.length === length && told.every((one) => isCount(one, most))
