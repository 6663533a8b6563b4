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

/** Whether a page that lives, this one or another, still writes it; `otherwise` where there are no locks to tell. */
export async function isWritten(id: string, otherwise: boolean): Promise<boolean> {
  const locks = globalThis.navigator?.locks
  return locks ? locks.request(lockOf(id), { ifAvailable: true }, async (lock) => lock === null) : otherwise
}

/** Resolves once no page writes it any more, never where there are no locks; a closed page holds its own for a moment. */
export async function onceLeft(id: string): Promise<void> {
  const locks = globalThis.navigator?.locks
  await (locks ? locks.request(lockOf(id), async () => undefined) : new Promise(() => undefined))
}
