/** For whom a clerk writes just now (Art 14): in this tab alone, until they stop, sign out or close it. */
import { who } from './who.ts'

export interface Acting {
  account: string
  /** The clerk's own account: nobody else goes on for them. */
  by: string
  /** Masked. */
  name: string
}

const KEY = 'xiangyi.acting'

const listeners = new Set<() => void>()
let current: Acting | null | undefined
let over: Acting | null = null

export function acting(): Acting | null {
  if (current === undefined) current = read()
  const now = who()
  return current && now.is === 'in' && now.me.id === current.by ? current : null
}

/** For whom the server let nobody act any more, until the clerk has seen it. */
export function actingOver(): string | null {
  return over?.name ?? null
}

/** The server refused to let the clerk act for this account: they stop by themselves. */
export function actingRefused(account: string): void {
  const person = acting()
  if (person?.account !== account) return
  actFor(null)
  over = person
  tell()
}

export function actFor(person: Acting | null): void {
  current = person
  over = null
  try {
    if (person) sessionStorage.setItem(KEY, JSON.stringify(person))
    else sessionStorage.removeItem(KEY)
  } catch {
    // It holds until the page is closed.
  }
  tell()
}

function tell(): void {
  for (const listener of listeners) listener()
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Acting | null {
  try {
    const stored: Partial<Acting> | null = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    const { account, by, name } = stored ?? {}
    return typeof account === 'string' && typeof by === 'string' && typeof name === 'string'
      ? { account, by, name }
      : null
  } catch {
    return null
  }
}
