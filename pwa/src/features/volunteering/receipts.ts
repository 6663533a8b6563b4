/** Receipts as files, as `xiangyi verify --receipts` and the README's verifier read them, and checked on the phone. */
import { save } from '../../api/files.ts'
import type { Line } from './types.ts'

/** One receipt as it is, several as the `items` of one object. */
export function saveReceipts(lines: Line[]): void {
  const [only, ...others] = lines
  const told = only && others.length === 0 ? only : { items: lines }
  const name = only && others.length === 0 ? `xiangyi-receipt-${only.hash.slice(0, 8)}` : 'xiangyi-receipts'
  save({
    content: new Blob([JSON.stringify(told, null, 1)], { type: 'application/json' }),
    name: `${name}.json`,
  })
}

/** Whether the text has this fingerprint: SHA-256 of a zero byte and the text (RFC 6962 §2.1), in hex. */
export async function fits({ text, hash }: Pick<Line, 'text' | 'hash'>): Promise<boolean> {
  const bytes = new TextEncoder().encode(text)
  const leaf = new Uint8Array(bytes.length + 1)
  leaf.set(bytes, 1)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', leaf))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === hash
}
