/** The tabs of one phone: one at a time does what must not be done twice, and the others hear what came of it. */
import type { Token } from './session.ts'

const NAME = 'xiangyi.session'
/** Counts renewals over all tabs: whoever waited sees that another was faster. */
const COUNT_KEY = 'xiangyi.renewals'

let line: Promise<unknown> = Promise.resolve()
const waiting = new Set<() => void>()
let channel: BroadcastChannel | null = null

/**
 * Runs `work` when no tab runs another. A page that came over plain http has no locks: there it waits for its
 * own tab alone, and two tabs that renew at once are given the same token by the server.
 */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  if (globalThis.navigator?.locks) return navigator.locks.request(NAME, work)
  const mine = line.then(work, work)
  line = mine.catch(() => undefined)
  return mine
}

export function hearTabs(listener: (token: Token | null) => void): void {
  if (!globalThis.BroadcastChannel) return
  channel = new BroadcastChannel(NAME)
  channel.onmessage = ({ data }: MessageEvent<Token | null>) => {
    listener(data)
    for (const arrived of waiting) arrived()
  }
}

export function tellTabs(token: Token | null): void {
  try {
    localStorage.setItem(COUNT_KEY, String(count() + 1))
  } catch {
    // Without the count a tab renews once more than it need.
  }
  channel?.postMessage(token)
}

/** A look at the count now, to see later whether something was told since, and to wait for it. */
export function news() {
  const before = count()
  return {
    changed: () => count() !== before,
    arrives: (within: number) =>
      new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer)
          waiting.delete(done)
          resolve()
        }
        const timer = setTimeout(done, within)
        waiting.add(done)
      }),
  }
}

function count(): number {
  try {
    return Number(localStorage.getItem(COUNT_KEY) ?? 0)
  } catch {
    return 0
  }
}
