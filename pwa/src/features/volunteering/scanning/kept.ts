/**
 * What the phone keeps so that scanning works without a network: for whoever leads, the secrets and the names of
 * each shift; for whoever comes, what they have signed up for. It goes with the sign-out.
 */
import type { components } from '../../../api/schema.d.ts'
import { writing } from '../../../store/database.ts'
import { heldFile } from '../../../store/held.ts'
import { accountNow } from '../../../store/whose.ts'
import type { SignUp } from '../types.ts'

type Schemas = components['schemas']
export type ShiftCode = Schemas['ShiftCode']
export type ShiftHours = Schemas['ShiftHours']

export interface Led {
  code: ShiftCode
  /** By how much the server's clock is ahead of the phone's, in milliseconds. */
  aheadMs: number
  /** Empty where the list of activities did not name it; the hours are then those in which it shows codes. */
  title: string
  startsAt: string
  endsAt: string
  /** The list as the server told it last; null where nobody has looked. */
  hours: ShiftHours | null
}

interface Kept {
  led: Led[]
  mine: SignUp[]
}

/** Of shifts that are over for so long nothing is shown any more. */
const OVER_MS = 2 * 24 * 3_600_000
const NOTHING: Kept = { led: [], mine: [] }

const whose = () => accountNow() ?? ''

async function kept(): Promise<Kept> {
  const file = await heldFile('shifts').catch(() => null)
  return file && file.path === whose() ? (JSON.parse(file.text) as Kept) : NOTHING
}

/** A phone that lets nothing be kept still shows what has come. */
async function keep(changed: (before: Kept) => Kept): Promise<void> {
  const path = whose()
  if (!path) return
  await writing(['files'], async (open) => {
    const file = await open('files').get('shifts')
    const before = file?.path === path ? (JSON.parse(file.text) as Kept) : NOTHING
    if (path === whose()) await open('files').put({ path, text: JSON.stringify(changed(before)) }, 'shifts')
  }).catch(() => undefined)
}

/** The shifts whose codes this phone can show. */
export async function ledShifts(): Promise<Led[]> {
  const { led } = await kept()
  return led.filter(({ endsAt }) => Date.now() - Date.parse(endsAt) < OVER_MS)
}

export async function ledShift(shift: string): Promise<Led | null> {
  return (await kept()).led.find(({ code }) => code.shift === shift) ?? null
}

export function keepLed(one: Led): Promise<void> {
  const isStill = ({ code, endsAt }: Led) =>
    code.shift !== one.code.shift && Date.now() - Date.parse(endsAt) < OVER_MS
  return keep(({ led, mine }) => ({ led: [...led.filter(isStill), one], mine }))
}

export async function keptSignUps(): Promise<SignUp[]> {
  return (await kept()).mine
}

export function keepSignUps(mine: SignUp[]): Promise<void> {
  return keep(({ led }) => ({ led, mine }))
}
