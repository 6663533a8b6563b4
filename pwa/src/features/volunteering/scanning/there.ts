/** Where the people of a shift meet, as this phone was told when its owner signed up. */
import { keptServed } from '../served.ts'
import type { SignUp } from '../types.ts'
import { keptSignUps } from './kept.ts'

export type Point = NonNullable<SignUp['at']>

/** Null where the phone has not been told. */
export async function meetingPointOf(shift: string): Promise<Point | null> {
  const served = await keptServed()
  const known = [...(await keptSignUps()), ...(served?.signUps ?? [])]
  return known.find((one) => one.shift === shift && one.at)?.at ?? null
}
