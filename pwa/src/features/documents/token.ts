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
  /** 1 where it is called 志愿服务记录证明. */
  c?: 1
  /** Hashes of whose it is and of the rest on paper; none before 2026-11-27. */
  s?: string
}

export type { Fault }
export type Read = { claims: Claims } | { fault: Fault }

const KIND = 'xyd'
const MOST_LETTERS = 1000
const MOST_MINUTES = 100_000_000

/** The token in what a camera read or somebody pasted: behind the # of our address, or as it is. */
export const tokenIn = (text: string): string => text.trim().split('#').at(-1) ?? ''

/** What the code on paper says behind the token; '' of any other. */
export const secretBehind = (text: string): string => text.split('~')[1] ?? ''

/** Whether what somebody typed from paper is what was signed; rules/words.py says how. */
export async function isTheirs(
  { n, s = '' }: Claims,
  secret: string,
  name: string,
  id: string,
): Promise<boolean> {
  const told = ['xiangyi-document-who/1', n, secret, plain(name), plain(id)].join('\n')
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(told)))
  const signed = btoa(String.fromCharCode(...hash.slice(0, 12)))
  return s.slice(0, 16) === signed.replaceAll('+', '-').replaceAll('/', '_')
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[·•・‧∙.\s]/gu, '')
    .toLowerCase()

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
  const { n, o, p, t, d, m, h, c, s } = told
  const words = s === undefined ? '' : `,${c === undefined ? '' : 'c,'}s`
  const isOurs =
    isWritten(told, content, `n,o,p,t,d,${last}${words}`) &&
    /^[0-9A-HJKMNP-TV-Z]{10}$/.test(String(n)) &&
    /^[\w-]{22}$/.test(String(o)) &&
    [n, o, p].every((text) => typeof text === 'string') &&
    [...String(p)].length <= 40 &&
    isCount(t, 2 ** 40) &&
    isCounts(d, 2, 100_000) &&
    (!words || (/^[\w-]{32}$/.test(String(s)) && typeof s === 'string' && (c === undefined || c === 1))) &&
    (last === 'm' ? isCounts(m, 4, MOST_MINUTES) : isCount(h, MOST_MINUTES))
  return isOurs ? (told as unknown as Claims) : null
}

const isCount = (told: unknown, most: number) =>
  Number.isInteger(told) && (told as number) >= 0 && (told as number) <= most

const isCounts = (told: unknown, length: number, most: number) =>
  Array.isArray(told) && told.length === length && told.every((one) => isCount(one, most))
