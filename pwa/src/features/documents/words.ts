/** A document in words: how long, from when to when. */
import { ago, clock } from '../../i18n/format.ts'
import { p } from '../../i18n/helping.ts'
import type { Claims } from './token.ts'

export const PROOFS = ['verified', 'confirmed', 'late', 'backfilled'] as const
export type Minutes = Record<(typeof PROOFS)[number], number>

const DAY_MS = 86_400_000
const OLD_MS = 7 * DAY_MS

export const isOld = (at: number, now: Date) => now.getTime() - at > OLD_MS

/** How old the list of revoked documents is. */
export const listWords = (at: number, now: Date) => p('checkList', ago(new Date(at), now))

/** "7K3M9-Q2X4B". */
export const spaced = (number: string) => `${number.slice(0, 5)}-${number.slice(5)}`

/** "2 小时 25 分钟": nothing is rounded. */
export const longWords = (minutes: number) => p('exactHours', Math.floor(minutes / 60), minutes % 60)

export const totalOf = (minutes: Minutes) => PROOFS.reduce((sum, proof) => sum + minutes[proof], 0)

/** As 2026-11-26, of days from 1970 on. */
export const dayOf = (days: number) => new Date(days * DAY_MS).toISOString().slice(0, 10)

/** "2026-11-26 17:57", by the clock on the wall. */
export function stampWords(at: Date): string {
  const shanghai = new Date(at.getTime() + 8 * 3_600_000)
  return `${shanghai.toISOString().slice(0, 10)} ${clock(at)}`
}

export function minutesOf({ m }: Claims): Minutes | null {
  if (!m) return null
  const [verified, confirmed, late, backfilled] = m
  return { verified, confirmed, late, backfilled }
}
