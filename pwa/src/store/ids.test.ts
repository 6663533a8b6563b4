import { expect, it } from 'vitest'
import { mintId } from './ids.ts'

it('is a UUID of version 7 that says when it was minted', () => {
  const id = mintId(Date.UTC(2026, 10, 23, 8))
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 23, 8))
})

it('is minted in order, and never twice', () => {
  const ids = Array.from({ length: 1000 }, (_, at) => mintId(1_790_000_000_000 + at))
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(Array.from({ length: 1000 }, () => mintId(0))).size).toBe(1000)
})
