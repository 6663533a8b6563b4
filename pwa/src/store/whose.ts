/** Whose what is kept on this phone is, since several people may use one phone. */
import { type Who, who } from './who.ts'

/** Only whoever wrote it while signed in sees it; what nobody signed for is the phone's. */
export function isTheirs({ account }: { account: string | null }, now: Who): boolean {
  return account === null || (now.is === 'in' && now.me.id === account)
}

/** Under which account something is written just now; null for nobody's. */
export function accountNow(): string | null {
  const now = who()
  return now.is === 'in' ? now.me.id : null
}
