/** Which held writes somebody still writes: each page that lives holds a lock for each, which ends with it. */

const lockOf = (id: string) => `xiangyi.writing/${id}`

/** Says that this page still writes it; returns how to say that it does no more. Without locks nothing is said. */
export function stillWrite(id: string): () => void {
  let done: () => void = () => undefined
  const until = new Promise<void>((resolve) => {
    done = resolve
  })
  void globalThis.navigator?.locks?.request(lockOf(id), () => until).catch(() => undefined)
  return done
}

/** Whether a page that lives, this one or another, still writes it. */
export async function isWritten(id: string): Promise<boolean> {
  const locks = globalThis.navigator?.locks
  return locks ? locks.request(lockOf(id), { ifAvailable: true }, async (lock) => lock === null) : false
}

/** Resolves once no page writes it any more; a page that is closed holds its lock for a moment still. */
export async function onceLeft(id: string): Promise<void> {
  await globalThis.navigator?.locks?.request(lockOf(id), async () => undefined)
}
