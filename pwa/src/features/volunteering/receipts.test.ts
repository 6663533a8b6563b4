import { expect, it } from 'vitest'
import vectors from '../../../../static/vectors/receipts.json'
import { fits, minutesIn } from './receipts.ts'
import type { Line } from './types.ts'

const line = vectors.line as Line
const { key } = vectors

it('takes a receipt for what it is that the server has signed', async () => {
  expect(await fits(line, key)).toBe(true)
  expect(minutesIn(line.text)).toBe(60)
})

it.each(vectors.refused)('takes none for one: $name', async ({ signed }) => {
  expect(await fits({ ...line, signed }, key)).toBe(false)
})

it('finds that another key has signed', async () => {
  expect(await fits(line, { ...key, x: key.y, y: key.x }).catch(() => false)).toBe(false)
})

it.each([
  { minutes: 999 },
  { serviceClass: 'late' },
  { seq: 3 },
  { postedAt: '2026-11-27T10:00:00Z' },
  { hash: '0'.repeat(64) },
] as Partial<Line>[])('finds that %o is not what the text says', async (another) => {
  expect(await fits({ ...line, ...another }, key)).toBe(false)
})

it('finds a text that was written anew, with a fingerprint to it', async () => {
  const text = line.text.replace('\n60\n', '\n999\n')
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`\0${text}`))
  const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  expect(await fits({ ...line, minutes: 999, text, hash }, key)).toBe(false)
  expect(minutesIn(text)).toBe(999)
  expect(minutesIn('nonsense')).toBe(null)
})
