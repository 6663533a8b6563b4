/**
 * Whose phone this is just now: a small note in localStorage, so that 我的 says it without a network and
 * a phone without an account asks the server nothing. It holds no token.
 */

export type Role =
  | 'administrator'
  | 'supervisor'
  | 'convener'
  | 'clerk'
  | 'handler'
  | 'lead'
  | 'partner'
  | 'manager'

export interface HeldRole {
  role: Role
  scopeKind: 'division' | 'organisation' | 'station'
  scopeId: string
  scopeName: string
}

/** The person as the server last told it; the phone and the ID number are masked. */
export interface Me {
  id: string
  phone: string | null
  name: string | null
  occupation: string | null
  home: string | null
  homeName: string | null
  language: 'zh-CN' | 'en' | null
  size: 'normal' | 'elder' | null
  /** As 2001-05-17. */
  bornOn: string | null
  idNumber: string | null
  sex: 'male' | 'female' | null
  skills: string | null
  guardian: 'not_needed' | 'needed' | 'given'
  roles: HeldRole[]
  organisations: { id: string; name: string; kind: string }[]
  deletionDueAt: string | null
  device: string
  /** For how many persons without a phone they keep an account. */
  kept: number
}

export type Who =
  | { is: 'nobody' }
  | { is: 'in'; me: Me }
  /** The server ended the sign-in; all that the phone holds stays. */
  | { is: 'ended'; me: Me; why: string }
  /** Signed out here, which the server has not heard yet: until then nobody takes up the old sign-in. */
  | { is: 'leaving' }

export const WHO_KEY = 'xiangyi.who'

const NOBODY: Who = { is: 'nobody' }

type Listener = (who: Who) => void

const listeners = new Set<Listener>()
let current: Who | null = null

/** The same object until somebody signs in or out, here or in another tab. */
export function who(): Who {
  current ??= read()
  return current
}

/** The same as the other tabs have left it, though their word of it may still be on its way. */
export function whoByNow(): Who {
  current = read()
  return current
}

export function become(next: Who): void {
  current = next
  try {
    if (next.is === 'nobody') localStorage.removeItem(WHO_KEY)
    else localStorage.setItem(WHO_KEY, JSON.stringify(next))
  } catch {
    // A full or forbidden storage: it holds until the page is closed.
  }
  tell()
}

/** What the server says now of the person who is signed in. */
export function renewMe(me: Me): void {
  if (who().is === 'in') become({ is: 'in', me })
}

/** Calls `listener` after every change, made here or in another tab; returns how to stop. */
export function subscribe(listener: Listener): () => void {
  if (listeners.size === 0) globalThis.addEventListener?.('storage', hearOtherTabs)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) globalThis.removeEventListener?.('storage', hearOtherTabs)
  }
}

function hearOtherTabs(event: StorageEvent): void {
  if (event.key !== WHO_KEY && event.key !== null) return
  current = read()
  tell()
}

function tell(): void {
  for (const listener of listeners) listener(who())
}

function read(): Who {
  try {
    const stored: Partial<{ is: string; me: Partial<Me>; why: string }> | null = JSON.parse(
      localStorage.getItem(WHO_KEY) ?? 'null',
    )
    if (stored?.is === 'leaving') return { is: 'leaving' }
    const { me } = stored ?? {}
    if (typeof me?.id !== 'string' || !Array.isArray(me.roles) || !Array.isArray(me.organisations))
      return NOBODY
    if (stored?.is === 'ended') return { is: 'ended', me: me as Me, why: String(stored.why) }
    return stored?.is === 'in' ? { is: 'in', me: me as Me } : NOBODY
  } catch {
    return NOBODY
  }
}
