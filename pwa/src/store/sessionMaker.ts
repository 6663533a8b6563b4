/** The server's side of a sign-in, and the tabs of a phone, for tests. */
import { vi } from 'vitest'
import { stubStorage } from './makers.ts'
import type { Me } from './who.ts'

export const LI: Me = {
  id: '0b7c0000-0000-4000-8000-000000000001',
  phone: '138****0126',
  name: '李师傅',
  occupation: 'delivery',
  home: null,
  homeName: null,
  language: null,
  size: null,
  bornOn: null,
  sex: null,
  skills: null,
  idNumber: null,
  guardian: 'not_needed',
  roles: [],
  organisations: [],
  deletionDueAt: null,
  device: '0b7c0000-0000-4000-8000-00000000000d',
  kept: 0,
}

/** Somebody else, who has an account too. */
export const WANG: Me = {
  ...LI,
  id: '0b7c0000-0000-4000-8000-000000000002',
  phone: '139****0126',
  name: '王师傅',
}

const MINUTE = 60_000

/** Turns refresh tokens as the real one does; the cookie is what the browser sends along. */
export class SessionServer {
  turn = 0
  turnedAt = 0
  cookie = 0
  ended: string | null = null
  asked: string[] = []
  /** So many of the next answers are lost on their way back. */
  lost = 0
  away = false
  /** Whose sign-in the cookie is. */
  me = LI

  async answer(path: string, init: RequestInit = {}): Promise<Response> {
    this.asked.push(`${init.method ?? 'GET'} ${path}`)
    if (this.away) throw new TypeError('Failed to fetch')
    const { 'x-session-note': note } = (init.headers ?? {}) as Record<string, string>
    const answer = path === '/api/session/refresh' ? this.renew(note) : this.close()
    if (this.lost === 0) {
      if (answer.ok) this.cookie = this.turn
      return answer
    }
    this.lost -= 1
    throw new TypeError('Failed to fetch')
  }

  private renew(note?: string): Response {
    const now = Date.now()
    if (!this.ended && this.cookie === this.turn) {
      this.turn += 1
      this.turnedAt = now
    } else if (
      !this.ended &&
      note !== `note ${this.turn}` &&
      (this.cookie + 1 !== this.turn || now - this.turnedAt > MINUTE)
    )
      this.ended = 'reuse'
    if (this.ended) return problem(this.ended)
    const body = {
      accessToken: `token ${this.turn}`,
      expiresAt: new Date(now + 15 * MINUTE),
      me: this.me,
      note: `note ${this.turn}`,
    }
    return new Response(JSON.stringify(body), { headers: { date: new Date(now).toUTCString() } })
  }

  private close(): Response {
    this.ended ??= 'signed_out'
    return new Response(null, { status: 204 })
  }
}

export function problem(why: string): Response {
  return new Response(JSON.stringify({ code: 'session_ended', facts: { why } }), {
    status: 401,
    headers: { 'content-type': 'application/problem+json' },
  })
}

/** Locks as a browser has them, shared by all tabs. */
function stubLocks() {
  let line: Promise<unknown> = Promise.resolve()
  return {
    request: <T>(_: string, work: () => Promise<T>): Promise<T> => {
      const mine = line.then(work, work)
      line = mine.catch(() => undefined)
      return mine
    },
  }
}

export function stubPhone(server: SessionServer, stored: Record<string, string> = {}): Map<string, string> {
  const kept = stubStorage(stored)
  vi.stubGlobal('navigator', { onLine: true, language: 'zh-CN', locks: stubLocks() })
  vi.stubGlobal(
    'fetch',
    vi.fn((path: string, init?: RequestInit) => server.answer(path, init)),
  )
  return kept
}

export type Tab = typeof import('./session.ts') & typeof import('./who.ts')

/** Another tab of the same phone: its own memory, the same storage. */
export async function openTab(): Promise<Tab> {
  vi.resetModules()
  return { ...(await import('./who.ts')), ...(await import('./session.ts')) }
}
