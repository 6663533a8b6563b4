/** A request that is given up when it brings nothing for too long: a phone on 2G may hang for minutes. */
export const PATIENCE_MS = 20_000

export async function patiently(
  path: string,
  init: RequestInit = {},
  within: number = PATIENCE_MS,
): Promise<Response> {
  const stop = new AbortController()
  const abort = () => stop.abort()
  const timer = setTimeout(abort, within)
  init.signal?.addEventListener('abort', abort)
  try {
    return await fetch(path, { ...init, signal: stop.signal })
  } finally {
    clearTimeout(timer)
    init.signal?.removeEventListener('abort', abort)
  }
}
