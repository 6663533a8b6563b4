/** Pictures that a phone keeps: they are named after what they show, so one that is kept stays right. */
export type Album = 'guides' | 'benefits'

const addressOf = (digest: string) => `/media/${digest}.1280.webp`

/** The picture as this phone keeps it, fetched first where it does not; null where neither is possible. */
export async function pictureOf(album: Album, digest: string): Promise<Blob | null> {
  const address = addressOf(digest)
  try {
    const cache = await globalThis.caches?.open(album)
    const held = await cache?.match(address)
    if (held) return await held.blob()
    const answer = await fetch(address)
    if (!answer.ok) return null
    await cache?.put(address, answer.clone()).catch(() => undefined)
    return await answer.blob()
  } catch {
    return null
  }
}

/** Lets go of what is not among `named` any more, and fetches what is `wanted`, one after another. */
export async function keepPictures(album: Album, named: string[], wanted: string[]): Promise<void> {
  // Over plain http there is nowhere to keep them.
  const cache = await globalThis.caches?.open(album)
  if (!cache) return
  const known = new Set(named.map(addressOf))
  for (const held of await cache.keys()) if (!known.has(new URL(held.url).pathname)) await cache.delete(held)
  for (const digest of wanted) await pictureOf(album, digest)
}
