/** For whom a clerk writes just now (Art 14): in this tab alone, until they stop or close it. */
export interface Acting {
  account: string
  /** Masked. */
  name: string
}

const KEY = 'xiangyi.acting'

const listeners = new Set<() => void>()
let current: Acting | null | undefined

export function acting(): Acting | null {
  if (current === undefined) current = read()
  return current
}

export function actFor(person: Acting | null): void {
  current = person
  try {
    if (person) sessionStorage.setItem(KEY, JSON.stringify(person))
    else sessionStorage.removeItem(KEY)
  } catch {
    // It holds until the page is closed.
  }
  for (const listener of listeners) listener()
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Acting | null {
  try {
    const stored: Partial<Acting> | null = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return typeof stored?.account === 'string' && typeof stored.name === 'string'
      ? { account: stored.account, name: stored.name }
      : null
  } catch {
    return null
  }
}
