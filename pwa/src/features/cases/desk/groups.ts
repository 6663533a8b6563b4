/** The list of a desk in parts: what is overdue first, then what waits for the first step, then the rest. */
import type { DeskCase } from '../types.ts'
import { isAwaited } from '../words.ts'

export type Group = 'Overdue' | 'ToAccept' | 'UnderWay' | 'Answered' | 'EndedHead'

const ORDER: Group[] = ['Overdue', 'ToAccept', 'UnderWay', 'Answered', 'EndedHead']

function groupOf({ state, overdue }: Pick<DeskCase, 'state' | 'overdue'>): Group {
  if (overdue) return 'Overdue'
  if (state === 'raised') return 'ToAccept'
  if (isAwaited(state)) return 'UnderWay'
  return state === 'answered' ? 'Answered' : 'EndedHead'
}

export function grouped<One extends Pick<DeskCase, 'state' | 'overdue'>>(
  all: readonly One[],
): { group: Group; cases: One[] }[] {
  return ORDER.map((group) => ({ group, cases: all.filter((one) => groupOf(one) === group) })).filter(
    ({ cases }) => cases.length > 0,
  )
}
