/** How far this phone's clock is from the server's, which alone decides what was said before what. */

/** A `Date` header has whole seconds, and takes a while to come: less than this is no difference. */
const LEAST_MS = 30_000

let ahead = 0

/** Takes the server's time from an answer that came just now, from no cache. */
export function hearTime(answer: Response, now: number = Date.now()): void {
  const told = Date.parse(answer.headers.get('date') ?? '')
  if (Number.isNaN(told)) return
  ahead = Math.abs(told - now) < LEAST_MS ? 0 : told - now
}

/** A body that says when it was written, by the server's clock as far as that is known. */
export function timed(body: unknown): unknown {
  if (ahead === 0 || typeof body !== 'object' || body === null) return body
  const { at } = body as { at?: unknown }
  const written = typeof at === 'string' ? Date.parse(at) : Number.NaN
  return Number.isNaN(written) ? body : { ...body, at: new Date(written + ahead).toISOString() }
}
