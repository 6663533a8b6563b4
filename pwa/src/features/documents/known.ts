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
