/** What of a shift has been counted for somebody, and what was asked to be taken of it. */
import type { Seat } from '../types.ts'

export interface Counted {
  line: string
  title: string
  /** With all that has put it right since. */
  minutes: number
  taken: number
  /** Asked for, and nobody has said yes yet. */
  waiting: number
}

export function countedOf({ presences, claims }: Seat): Counted[] {
  const sum = (line: string, state: string, isIt: (minutes: number) => boolean) =>
    claims
      .filter((one) => one.corrects === line && one.state === state && isIt(one.minutes))
      .reduce((all, { minutes }) => all + minutes, 0)
  const lines = [
    ...presences.filter(({ state }) => state === 'counted'),
    ...claims.filter(({ state, corrects }) => state === 'accepted' && corrects === null),
  ]
  return lines.map(({ id, title, minutes }) => ({
    line: id,
    title,
    minutes: minutes + sum(id, 'accepted', () => true),
    taken: Math.abs(sum(id, 'accepted', (some) => some < 0)),
    waiting: Math.abs(sum(id, 'waiting', (some) => some < 0)),
  }))
}
