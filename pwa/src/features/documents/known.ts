/** What a phone needs to check documents without a network: the key, and the numbers that hold no more. */
import { call } from '../../api/client.ts'
import { type Key, signedBy } from '../../api/signed.ts'
import { writing } from '../../store/database.ts'
import { heldFile } from '../../store/held.ts'

export interface Known {
  key: Key
  /** When the server said so, in epoch milliseconds. */
  at: number
  numbers: string[]
  /** Names by the issuers' ids, as tokens have them. */
  issuers: Record<string, string>
}

const FILE = 'documents'
const KIND = 'xiangyi-revoked'

/** Null on a phone that has never fetched it, or lets nothing be kept. */
export async function keptKnown(): Promise<Known | null> {
  const file = await heldFile(FILE).catch(() => null)
  return file && (JSON.parse(file.text) as Known)
}

/**
 * Whether the server has issued this; null where it is not in reach. It learns two letters of the number,
 * and so not which record is looked at.
 */
export async function wasIssued(number: string, token: string): Promise<boolean | null> {
  const path = { beginning: number.slice(0, 2) }
  const reply = await call('get', '/api/documents/issued/{beginning}', { path })
  if (reply.is !== 'done') return null
  // Of some records of before the server knows the number alone.
  const hashes = await Promise.all([token, number].map(hashOf))
  return hashes.some((hash) => reply.value.hashes.includes(hash))
}

async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What the server says now; null where it is not in reach, or its signature does not fit. */
export async function fetchKnown(): Promise<Known | null> {
  const reply = await call('get', '/api/documents/revoked')
  if (reply.is !== 'done') return null
  const { key, signed } = reply.value
  const told = (await signedBy(signed, KIND, key)) as {
    at: string
    numbers: string[]
    issuers: Record<string, string>
  } | null
  if (!told) return null
  const known = { key, at: Date.parse(told.at), numbers: told.numbers, issuers: told.issuers }
  await writing(['files'], (open) =>
    open('files').put({ path: key.kid, text: JSON.stringify(known) }, FILE),
  ).catch(() => undefined)
  return known
}
