/** How far this phone's clock is from the server's, which alone decides what was said before what. */

import { patiently } from './patience.ts'

/** A `Date` header has whole seconds, and takes a while to come: less than this is no difference. */
const LEAST_MS = 30_000

/** Nobody waits longer to be told the time; it is asked for again before the next write. */
const PATIENCE_MS = 8000

let ahead = 0
let heard = false

/** Takes the server's time from an answer that came just now, from no cache. */
export function hearTime(answer: Response, now: number = Date.now()): void {
  const told = Date.parse(answer.headers.get('date') ?? '')
  if (Number.isNaN(told)) return
  heard = true
  ahead = Math.abs(told - now) < LEAST_MS ? 0 : told - now
}

/** Asks the server for its time before the first write that says when it was written; without an answer none is known. */
export async function askTime(body: unknown): Promise<void> {
  if (heard || !momentIn(body)) return
  const answer = await patiently('/health', { cache: 'no-store' }, PATIENCE_MS).catch(() => null)
  // A captive portal has a clock too, but it does not speak JSON.
  if (answer?.headers.get('content-type')?.startsWith('application/json')) hearTime(answer)
}

/** A body that says when it was written, by the server's clock as far as that is known. */
export function timed(body: unknown): unknown {
  const name = momentIn(body)
  if (ahead === 0 || !name) return body
  const said = body as Record<string, string>
  return { ...said, [name]: new Date(Date.parse(said[name] ?? '') + ahead).toISOString() }
}

/** What a body calls it: `at`, or `typedAt` of a code's digits. */
function momentIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return
  const said = body as Record<string, unknown>
  return ['at', 'typedAt'].find(
    (name) => typeof said[name] === 'string' && !Number.isNaN(Date.parse(said[name])),
  )
}
