/** Fetching a published file, with an eye on the bytes that arrive. */

/** A connection that brings nothing for so long is as good as none. */
const STALLED_MS = 30_000

/** The network is not there, or broke off. */
export class Offline extends Error {}

export interface Fetching {
  cache?: RequestCache
  signal?: AbortSignal | undefined
  /** Told after each piece how many bytes of the text have arrived. */
  arrived?: (bytes: number) => void
}

/**
 * The text of /packs/`path`, or null where the server has no such file.
 * Says nothing of the rider: no credentials, and no address of the page that is open.
 * Throws `Offline` without a network, and the signal's reason when it is aborted.
 */
export async function fetchText(
  path: string,
  { cache = 'default', signal, arrived }: Fetching = {},
): Promise<string | null> {
  signal?.throwIfAborted()
  const stop = new AbortController()
  const abort = () => stop.abort()
  signal?.addEventListener('abort', abort)
  let stalled = setTimeout(abort, STALLED_MS)
  try {
    const response = await fetch(`/packs/${path}`, {
      cache,
      signal: stop.signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    if (response.status >= 500) throw new Offline()
    if (!response.ok || !response.body) return null
    const decoder = new TextDecoder()
    let text = ''
    let bytes = 0
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read()
      clearTimeout(stalled)
      if (done) return text + decoder.decode()
      stalled = setTimeout(abort, STALLED_MS)
      text += decoder.decode(value, { stream: true })
      bytes += value.length
      arrived?.(bytes)
    }
  } catch (failure) {
    signal?.throwIfAborted()
    throw failure instanceof Offline ? failure : new Offline('The network broke off', { cause: failure })
  } finally {
    clearTimeout(stalled)
    signal?.removeEventListener('abort', abort)
  }
}
