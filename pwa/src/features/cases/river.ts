/** How far a demand or a concern has come, and what is to come: solid is done, dashed is not. */
import { c } from '../../i18n/cases.svelte.ts'
import { day } from '../../i18n/format.ts'
import type { Concern, MyCase } from './types.ts'
import { daysUntil, isAwaited, noonOf } from './words.ts'

export interface Stage {
  key: string
  is: 'done' | 'now' | 'next' | 'warn' | 'off'
  head: string
  /** The day, or by when. */
  when: string
  lines: string[]
  /** In somebody's own words. */
  words: string
  /** The page of what it leads to. */
  link?: { href: string; words: string }
}

type Case = Pick<MyCase, 'state' | 'raisedAt' | 'dueOn' | 'overdue' | 'steps' | 'concern'> &
  Partial<Pick<MyCase, 'judgedIn'>>

const dayOf = (text: string) => day(new Date(text))

/** Steps that are more than one more behind it. */
const OF_STEPS: Partial<Record<MyCase['steps'][number]['move'], Stage['is']>> = {
  decline: 'off',
  send_elsewhere: 'off',
  withdraw: 'off',
  reopen: 'warn',
  supervise: 'warn',
  fall_due: 'warn',
  climb: 'warn',
  unheard: 'warn',
}

export function stagesOf(one: Case, now: Date): Stage[] {
  const last = one.steps.findLastIndex(({ move }) => move === 'gather' || move === 'merge')
  const done: Stage[] = one.steps.map(({ move, at, organisation, channel, words }, place) => ({
    key: String(place),
    is: OF_STEPS[move] ?? 'done',
    head: c(`step_${move}`),
    when: dayOf(at),
    lines: [organisation ?? '', channel ? c('stepChannel', c(`channel_${channel}`)) : ''].filter(Boolean),
    words: words ?? '',
    ...(place === last &&
      one.concern && { link: { href: `/concerns/${one.concern.id}`, words: one.concern.title } }),
  }))
  const first: Stage = {
    ...{ key: 'raised', is: 'done', head: c('step_raised'), when: dayOf(one.raisedAt) },
    ...{ lines: [], words: '' },
  }
  return [first, ...done, ...aheadOf(one, now)]
}

function aheadOf({ state, dueOn, overdue, judgedIn }: Case, now: Date): Stage[] {
  const plain = (key: string, is: Stage['is'], head: string): Stage => ({
    ...{ key, is, head, when: '', lines: [], words: '' },
  })
  const late = overdue ? [c('stepLate', -daysUntil(dueOn, now))] : []
  const answer = (is: Stage['is']): Stage => ({
    ...plain('answer', overdue ? 'warn' : is, c('step_answer')),
    when: c('stepDue', day(noonOf(dueOn))),
    lines: late,
  })
  if (state === 'raised') return [plain('accept', 'now', c('step_accept')), answer('next')]
  if (isAwaited(state)) return [answer('now')]
  // Where something is promised, that is asked of the promise.
  return state === 'answered' && !judgedIn ? [plain('close', 'now', c('solvedAsk'))] : []
}

/** The steps of every concern, in their order. */
const ROAD = ['propose', 'accept', 'put_on_agenda', 'decide'] as const
/** How many of them lie behind a concern that is still on its way. */
const BEHIND: Partial<Record<Concern['state'], number>> = { proposed: 1, accepted: 2, on_agenda: 3 }

/** With what was promised: where that decided it, it stands below, and no meeting had it. */
export function concernStages(
  { state, steps, cases, people }: Concern,
  promises: readonly { words: string }[] = [],
): Stage[] {
  const isPromise = (move: string, said: string) =>
    move === 'decide' && promises.some(({ words }) => words === said)
  const done: Stage[] = steps.map(({ move, at, words, channel, meeting, target }, place) => ({
    key: String(place),
    is: move === 'decline' || move === 'send_elsewhere' ? 'off' : 'done',
    head: c(isPromise(move, words) ? 'cstep_promised' : `cstep_${move}`),
    when: dayOf(at),
    lines: [
      // Of one that went on in another, they are counted there.
      ...(move === 'propose' && cases > 0 ? [c('concernFrom', cases, people)] : []),
      ...(channel ? [c('stepChannel', c(`channel_${channel}`))] : []),
    ],
    words: isPromise(move, words) ? '' : words,
    ...(meeting && { link: { href: `/consultations/${meeting}`, words: c('concernMeeting') } }),
    ...(target && { link: { href: `/concerns/${target.id}`, words: target.title } }),
  }))
  const ahead = ROAD.slice(BEHIND[state] ?? ROAD.length).map(
    (move, place): Stage => ({
      ...{ key: move, is: place === 0 ? 'now' : 'next', head: c(`cstep_${move}`), when: '' },
      ...{ lines: [], words: '' },
    }),
  )
  return [...done, ...ahead]
}
