/** Commitments in words: where one stands, and how it came there. */
import { c } from '../../i18n/cases.svelte.ts'
import { day } from '../../i18n/format.ts'
import type { Write } from '../../store/outbox.ts'
import type { Commitment } from './types.ts'
import { daysUntil, noonOf } from './words.ts'

export interface PromiseTag {
  is: 'done' | 'now' | 'warn'
  words: string
  /** Beside it: how long still, or what people said. */
  more: string
}

export function promiseTag(one: Commitment, now: Date): PromiseTag {
  const { state, dueOn, solved, notSolved } = one
  const left = daysUntil(dueOn, now)
  const counted = solved !== null && notSolved !== null ? c('promiseSaid', solved, notSolved) : ''
  switch (state) {
    case 'promised':
      return one.overdue
        ? { is: 'warn', words: c('promiseLate', -left), more: one.turn > 1 ? c('promiseAgain') : '' }
        : {
            is: 'now',
            words: c(one.turn > 1 ? 'promiseRedone' : 'promiseUnderWay'),
            more: c('promiseLeft', left),
          }
    case 'done':
      return { is: 'now', words: c('promiseDone'), more: c(one.late ? 'promiseDoneLate' : 'promiseAsked') }
    case 'supervised':
      return {
        is: 'warn',
        words: c('promiseSupervised'),
        more: [one.overdue ? c('promiseLate', -left) : c('promiseLeft', left), counted]
          .filter(Boolean)
          .join(c('promiseComma')),
      }
    case 'withdrawn':
      return { is: 'warn', words: c('promiseWithdrawn'), more: one.steps.at(-1)?.words ?? '' }
    default:
      return { is: 'done', words: c(`promise_${state}`), more: state === 'solved' ? counted : '' }
  }
}

export interface PromiseStep {
  key: string
  head: string
  when: string
  words: string
}

/** The words of the promise itself stand above. */
export const promiseSteps = ({ steps }: Commitment): PromiseStep[] =>
  steps.map(({ move, at, words, dueOn, solved, notSolved }, place) => ({
    key: String(place),
    head: [
      c(`pstep_${move}`),
      solved !== null && notSolved !== null && solved + notSolved > 0
        ? c('promiseSaid', solved, notSolved)
        : '',
      dueOn ? c(move === 'promise' ? 'promiseFirstDay' : 'promiseNewDay', day(noonOf(dueOn))) : '',
    ]
      .filter(Boolean)
      .join(c('promiseComma')),
    when: day(new Date(at)),
    words: move === 'promise' ? '' : words,
  }))

/** What waits here, or has gone out since the page was read; undefined where nothing was said on this phone. */
export function answerIn(writes: Write[], { id, turn }: Commitment): boolean | undefined {
  const write = writes.findLast(
    ({ path, state }) => path === `/api/commitments/${id}/answer` && state !== 'refused',
  )
  // What has arrived is kept by its answer alone.
  const body = write?.body as { turn: number; solved: boolean } | null | undefined
  const answer = write?.answer as Commitment | null | undefined
  if (body) return body.turn === turn ? body.solved : undefined
  return answer?.turn === turn ? (answer.mine ?? undefined) : undefined
}

/** Where all of them stand together, and in how many words: what was withdrawn is neither kept nor owed. */
export function promisesTag(all: readonly Commitment[]): {
  is: 'done' | 'now' | 'warn' | 'off'
  words: string
} {
  const standing = all.filter(({ state }) => state !== 'withdrawn')
  if (standing.length === 0) return { is: 'off', words: c('promiseWithdrawn') }
  const asked = standing.filter(({ state }) => state === 'done').length
  const kept = standing.filter(({ state }) => state === 'solved' || state === 'unanswered').length
  const late = standing.some(({ overdue, state }) => overdue || state === 'supervised')
  const words = [
    kept > 0 || asked === 0 ? c('promisesKept', standing.length, kept) : c('promisesCount', standing.length),
    asked > 0 ? c('promisesAsked', asked) : '',
  ]
  return {
    is: late ? 'warn' : kept === standing.length ? 'done' : 'now',
    words: words.filter(Boolean).join(c('promiseComma')),
  }
}
