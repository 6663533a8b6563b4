/** For tests: a server that keeps what is written, a phone whose browser can be killed, and who holds it. */
import { vi } from 'vitest'
import type { Draft } from './outbox.ts'
import type { Signer } from './sending.ts'

const PROBLEM = { 'content-type': 'application/problem+json' }
const JSON_BODY = { 'content-type': 'application/json' }

export const answers = {
  ok: () => new Response('{}', { headers: JSON_BODY }),
  refused: (code: string, status = 409) =>
    new Response(JSON.stringify({ type: '', status, code, facts: {} }), { status, headers: PROBLEM }),
  busy: (status: number, retryAfter?: string) =>
    new Response(JSON.stringify({ code: 'too_often', status, facts: {} }), {
      status,
      headers: { ...PROBLEM, ...(retryAfter && { 'retry-after': retryAfter }) },
    }),
  portal: (status = 200) =>
    new Response('<h1>Wi-Fi</h1>', { status, headers: { 'content-type': 'text/html' } }),
}

export type Said = () => Response | Promise<Response>

/** What arrived, in order, and by path what is kept; `says` is asked first, and may lose the answer on the way. */
export class Post {
  arrived: {
    path: string
    body: unknown
    token: string | null
    deviceKey: string | null
    deviceMet: string | null
  }[] = []
  kept = new Map<string, unknown>()
  /** What it answers whoever asks for the time; it tells none unless a test lets it. */
  health: Said = answers.ok
  says: ((path: string, token: string | null) => ReturnType<Said> | null) | null = null

  constructor() {
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      if (path === '/health') return this.health()
      const headers = init.headers as Record<string, string>
      const token = headers.authorization?.replace('Bearer ', '') ?? null
      const body = init.body instanceof Blob ? init.body : init.body ? JSON.parse(String(init.body)) : null
      const [deviceKey, deviceMet] = [headers['x-device-key'] ?? null, headers['x-device-met'] ?? null]
      this.arrived.push({ path, body, token, deviceKey, deviceMet })
      const said = await this.says?.(path, token)
      if (said) return said
      this.kept.set(path, body)
      return answers.ok()
    })
  }

  get paths(): string[] {
    return this.arrived.map(({ path }) => path)
  }
}

/** Web Locks of one phone, which a killed browser lets go of. */
type Work<T> = (lock: object | null) => Promise<T>

export class Locks {
  #lines = new Map<string, Promise<unknown>>()

  request<T>(name: string, how: Work<T> | { ifAvailable: true }, ifFree?: Work<T>): Promise<T> {
    if (ifFree && this.#lines.has(name)) return ifFree(null)
    const work = ifFree ?? (how as Work<T>)
    const mine = (this.#lines.get(name) ?? Promise.resolve()).then(() => work({}))
    const over = mine
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        if (this.#lines.get(name) === over) this.#lines.delete(name)
      })
    this.#lines.set(name, over)
    return mine
  }
}

export function draft(id: string, changes: Partial<Draft> = {}): Draft {
  return {
    id,
    kind: 'feedback',
    about: `${id} …`,
    method: 'PUT',
    path: `/api/feedback/${id}`,
    body: { words: id },
    needsSignIn: false,
    ...changes,
  }
}

/** Somebody who is signed in with a token, or nobody. */
export function signer(account: string | null, ...tokens: (string | null)[]): Signer {
  const left = [...tokens]
  return {
    account: () => account,
    token: async (refused) => {
      if (refused !== undefined && left.length > 1) left.shift()
      return left[0] ?? null
    },
  }
}

export const NOBODY = signer(null)
