import { afterEach, expect, it, vi } from 'vitest'
import { listMySignUps } from './queries.ts'
import { today } from './steps.ts'

const NOW = Date.parse('2026-11-26T01:30:00Z')
const DAY_MS = 86_400_000
const FEW = 20

/** A seat in a shift of two hours that is on at this time so many days from now. */
function seat(days: number) {
  const startsAt = new Date(NOW + days * DAY_MS - 3_600_000).toISOString()
  const endsAt = new Date(NOW + days * DAY_MS + 3_600_000).toISOString()
  return { shift: `day ${days}`, startsAt, endsAt, cancelled: false, mine: { state: 'signed' } }
}

/** A server that gives so many at once, the latest first; returns what was asked of it. */
function stubServer(days: number[]): string[] {
  const asked: string[] = []
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('fetch', async (path: string) => {
    if (!path.startsWith('/api/me/signups')) return new Response('{}', { status: 404 })
    asked.push(path)
    const from = Number(new URL(path, 'https://xiangyi.example').searchParams.get('cursor') ?? 0)
    const next = from + FEW < days.length ? String(from + FEW) : null
    return Response.json({ items: days.slice(from, from + FEW).map(seat), next })
  })
  return asked
}

afterEach(() => vi.unstubAllGlobals())

it('finds the shift that is on, however many one has signed up for after it', async () => {
  stubServer(Array.from({ length: 60 }, (_, at) => 50 - at))
  const reply = await listMySignUps(NOW)
  const signUps = reply.is === 'done' ? reply.value : []
  expect(today({ signUps } as never, new Date(NOW)).map(({ shift }) => shift)).toEqual(['day 0'])
})

it('asks no further back than what may still be claimed', async () => {
  const asked = stubServer(Array.from({ length: 200 }, (_, at) => -at))
  const reply = await listMySignUps(NOW)
  expect(asked).toHaveLength(2)
  expect(reply.is === 'done' && reply.value.some(({ shift }) => shift === 'day -30')).toBe(true)
})
