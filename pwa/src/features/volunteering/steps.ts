/** How far somebody has come with a shift: signed up, there, gone again, and in the ledger. */
import { dayNumber } from '../../i18n/format.ts'
import type { Served } from './served.ts'
import type { Claim, Presence, SignUp } from './types.ts'

/** `now` is what is to be done just now, `missed` what was not done, or has come to nothing. */
export type StepState = 'done' | 'now' | 'ahead' | 'missed'
export type StepName =
  | 'stepSigned'
  | 'stepIn'
  | 'stepInNow'
  | 'stepInDone'
  | 'stepInMissed'
  | 'stepOut'
  | 'stepOutNow'
  | 'stepOutDone'
  | 'stepOutMissed'
  | 'stepLedger'
  | 'stepLedgerDone'
  | 'stepLedgerWaits'
  | 'stepLedgerShort'
  | 'stepLedgerRefused'
export interface Step {
  name: StepName
  is: StepState
}

/** As the server has it where no province says otherwise. */
const EARLY_MS = 30 * 60_000
const LEAVING_MS = 60 * 60_000
const CLAIMING_MS = 30 * 86_400_000

export function stepsOf(
  signUp: Pick<SignUp, 'shift' | 'startsAt' | 'endsAt'>,
  presences: Presence[],
  now: Date,
): Step[] {
  const at = now.getTime()
  const [starts, ends] = [new Date(signUp.startsAt).getTime(), new Date(signUp.endsAt).getTime()]
  // The latest first: whoever came twice is told of the second time. Who had come early before the
  // shift was moved is out again, and has still to come.
  const stay = presences.find(
    ({ shift, leftAt }) => shift === signUp.shift && !(leftAt && new Date(leftAt).getTime() <= starts),
  )
  const step = (name: StepName, is: StepState): Step => ({ name, is })
  const came = stay
    ? step('stepInDone', 'done')
    : at >= ends
      ? step('stepInMissed', 'missed')
      : at >= starts - EARLY_MS
        ? step('stepInNow', 'now')
        : step('stepIn', 'ahead')
  const left = stay?.leftAt
    ? step('stepOutDone', 'done')
    : stay && at >= ends + LEAVING_MS
      ? step('stepOutMissed', 'missed')
      : stay && at >= ends
        ? step('stepOutNow', 'now')
        : step('stepOut', 'ahead')
  return [step('stepSigned', 'done'), came, left, ledgerStep(stay)]
}

function ledgerStep(stay: Presence | undefined): Step {
  switch (stay?.state) {
    case 'counted':
      return { name: 'stepLedgerDone', is: 'done' }
    case 'host':
    case 'county':
      return { name: 'stepLedgerWaits', is: 'now' }
    case 'short':
      return { name: 'stepLedgerShort', is: 'missed' }
    case 'refused':
      return { name: 'stepLedgerRefused', is: 'missed' }
  }
  return { name: 'stepLedger', is: 'ahead' }
}

/** The seats that one has today, the earliest first. */
export const today = ({ signUps }: Served, now: Date): SignUp[] =>
  signUps
    .filter(
      ({ startsAt, endsAt, cancelled, mine }) =>
        !cancelled &&
        mine.state === 'signed' &&
        (dayNumber(new Date(startsAt)) === dayNumber(now) ||
          (new Date(startsAt) <= now && now < new Date(endsAt))),
    )
    .toReversed()

/** Shifts in which one had a seat, that are over, and of which no minute stands anywhere: these may be claimed. */
export function unwritten({ signUps, presences, claims }: Served, now: Date): SignUp[] {
  const isSpokenFor = (shift: string) =>
    presences.some((one: Presence) => one.shift === shift && one.state !== 'open' && one.state !== 'short') ||
    claims.some((one: Claim) => one.shift === shift && one.state !== 'refused')
  return signUps.filter(({ shift, endsAt, cancelled, mine }) => {
    const since = now.getTime() - new Date(endsAt).getTime()
    return !cancelled && mine.state === 'signed' && since >= 0 && since < CLAIMING_MS && !isSpokenFor(shift)
  })
}
