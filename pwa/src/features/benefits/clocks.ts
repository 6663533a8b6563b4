/** By how much the server's clock is ahead of this phone's, in milliseconds, as an answer that has just come says. */
export function aheadOf(told: number, now: number = Date.now()): number {
  return Math.abs(told - now) < LEAST_MS ? 0 : told - now
}

/** An answer is on its way for a while: less than this is no difference between two clocks. */
const LEAST_MS = 30_000
const SHANGHAI_MS = 8 * 3_600_000

/** The day in Shanghai as the server writes it, such as 2026-12-10. */
export const dayAt = (at: number) => new Date(at + SHANGHAI_MS).toISOString().slice(0, 10)
