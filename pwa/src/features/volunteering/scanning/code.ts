/** The codes of a shift, made on the lead's phone as the server makes them: core/codes.py says how. */
export type Phase = 'in' | 'out'

export interface Code {
  /** What a QR says after the address. */
  token: string
  /** What somebody without a camera types. */
  digits: string
}

export const STEP_MS = 30_000
const MAC_BYTES = 16

export const stepAt = (at: number) => Math.floor(at / STEP_MS)

/** False over plain http, where browsers make no codes. */
export const canMake = () => globalThis.crypto?.subtle !== undefined

/** The code of a step; `secret` is base64url, `shift` a UUID. */
export async function codeOf(secret: string, shift: string, phase: Phase, step: number): Promise<Code> {
  const usage = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), usage, false, ['sign'])
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(step))
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, counter.buffer))
  return { token: tokenOf(shift, phase, step, mac), digits: digitsOf(mac) }
}

/** The shift, twice the step and 1 for going, and the first half of the HMAC. */
function tokenOf(shift: string, phase: Phase, step: number, mac: Uint8Array): string {
  const token = new Uint8Array(20 + MAC_BYTES)
  token.set(shift.match(/[0-9a-f]{2}/gi)?.map((pair) => Number.parseInt(pair, 16)) ?? [])
  new DataView(token.buffer).setUint32(16, step * 2 + (phase === 'out' ? 1 : 0))
  token.set(mac.subarray(0, MAC_BYTES), 20)
  return textOf(token)
}

/** RFC 4226 §5.3. */
function digitsOf(mac: Uint8Array): string {
  const at = (mac.at(-1) ?? 0) & 0x0f
  const number = new DataView(mac.buffer).getUint32(at) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** What a token says by itself, whoever made it; null of what is no token. */
export function readToken(text: string): { shift: string; phase: Phase; shownAt: number } | null {
  if (!/^[\w-]{48}$/.test(text)) return null
  const bytes = bytesOf(text)
  const when = new DataView(bytes.buffer).getUint32(16)
  const hex = [...bytes.subarray(0, 16)].map((one) => one.toString(16).padStart(2, '0')).join('')
  const shift = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return { shift, phase: when & 1 ? 'out' : 'in', shownAt: (when >>> 1) * STEP_MS }
}

/** The token in what a camera read; null where it is something else. */
export function tokenIn(read: string): string | null {
  const token = /\/in#([\w-]{48})$/.exec(read)?.[1]
  return token ?? null
}

const bytesOf = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))

const textOf = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
