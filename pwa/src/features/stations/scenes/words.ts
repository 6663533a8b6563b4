/** A scene in words: what a door says to somebody with this vehicle, and since when that is known. */
import { dayNumber, number } from '../../../i18n/format.ts'
import { spoken } from '../../../i18n/index.svelte.ts'
import { m } from '../../../i18n/more.ts'
import { sinceWords } from '../hoursWords.ts'
import { closingHour, hourToCome } from '../words.ts'
import { CODES, PASSES, type Scene, VEHICLES, type Vehicle, type Way } from './shape.ts'

/** After so many days without a look the gate may have another guard. */
const LONG_DAYS = 60
const DAY_MS = 86_400_000

export function kindWords({ kindName, kind }: Scene): string {
  return kindName ? (spoken() === 'en' ? kindName.en : kindName.zh) : kind
}

export interface DoorWords {
  /** Whether one gets through just now. */
  now: string
  tone: 'ok' | 'mute' | 'stop'
  pass: string
  codes: string
  who: string
}

export function doorWords({ door, admits, opening }: Way, vehicle: Vehicle, at: Date): DoorWords {
  const refused = admits === false
  const { state, until, then } = opening
  const endless = !until || until.getTime() - at.getTime() >= DAY_MS
  const open = endless ? m('doorOpen') : m('doorOpenUntil', closingHour(until, at, true))
  const shut = until && then === 'open' ? m('doorOpensAt', hourToCome(until, at)) : m('doorShut')
  const hours = state === 'open' ? open : state === 'closed' ? shut : m('doorUnknown')
  const pass = PASSES.find((one) => one === door.passBy)
  const codes = CODES.filter((one) => door.codes?.includes(one))
  const mine = VEHICLES.filter((one) => door.vehicles?.includes(one))
  return {
    now: refused && pass !== 'no_entry' ? m('doorRefuses', m(`vehicle_${vehicle}`)) : refused ? '' : hours,
    tone: refused || state === 'closed' ? 'stop' : state === 'open' ? 'ok' : 'mute',
    pass: pass ? m(`pass_${pass}`) : '',
    codes: codes.length > 0 ? m('codesShown', codes.map((one) => m(`code_${one}`)).join(m('sceneAnd'))) : '',
    who: mine.length > 0 ? m('doorFor', mine.map((one) => m(`vehicle_${one}`)).join(m('sceneAnd'))) : '',
  }
}

export interface Proof {
  words: string
  by: string
  /** Long ago, or never. */
  late: boolean
}

export function proof({ verifiedAt, verifiedBy }: Scene, now: Date): Proof {
  if (!verifiedAt) return { words: m('sceneNeverVerified'), by: '', late: true }
  const days = dayNumber(now) - dayNumber(verifiedAt)
  const late = days >= LONG_DAYS
  const by =
    verifiedBy === 'manager' || verifiedBy === 'administrator' ? m(`sceneVerifiedBy_${verifiedBy}`) : ''
  const words = late ? m('scenePast', number(days)) : m('sceneVerified', sinceWords(verifiedAt, now))
  return { words, by, late }
}
