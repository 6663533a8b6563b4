/** Receipts as files, as `xiangyi verify --receipts` and the README's verifier read them, and checked on the phone. */
import { call } from '../../api/client.ts'
import { save } from '../../api/files.ts'
import { type Key, textSignedBy } from '../../api/signed.ts'
import { writing } from '../../store/database.ts'
import { heldFile } from '../../store/held.ts'
import type { Line } from './types.ts'

const FILE = 'ledgerKey'
const KIND = 'xiangyi-receipt'
const FORMAT = 'xiangyi-ledger/1'
/** The line of the text that says how many. */
const MINUTES = 4

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

/** The key that receipts are signed with stays the same: the first that the phone was told. Null without one. */
export async function receiptKey(): Promise<Key | null> {
  const held = await heldFile(FILE).catch(() => null)
  if (held) return JSON.parse(held.text) as Key
  const reply = await call('get', '/api/checkpoints', { query: { limit: 1 } })
  if (reply.is !== 'done') return null
  const { kid, x, y } = reply.value.key
  await writing(['files'], (open) =>
    open('files').put({ path: kid, text: JSON.stringify({ kid, x, y }) }, FILE),
  ).catch(() => undefined)
  return { kid, x, y }
}

/** Whether what is shown is what the text says, the text has this fingerprint, and the key has signed it. */
export async function fits(line: Line, key: Key): Promise<boolean> {
  const { text, hash, signed } = line
  if (text !== textOf(line) || hash !== (await leafHash(text))) return false
  return text === (await textSignedBy(signed, KIND, key))
}

/** How many minutes the text says; null where it says none. */
export function minutesIn(text: string): number | null {
  const said = text.split('\n')[MINUTES] ?? ''
  return /^-?\d+$/.test(said) ? Number(said) : null
}

/** As rules/lines.py writes it. */
const textOf = (line: Line) =>
  [
    ...[FORMAT, line.account, line.accountKind, line.seq, line.minutes, line.kind, line.serviceClass ?? ''],
    ...[line.posting, line.postedAt.replace(/(\.0+)?(Z|\+00:00)$/, 'Z'), line.commitment, line.previous],
  ].join('\n')

/** SHA-256 of a zero byte and the text (RFC 6962 §2.1), in hex. */
async function leafHash(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const leaf = new Uint8Array(bytes.length + 1)
  leaf.set(bytes, 1)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', leaf))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
