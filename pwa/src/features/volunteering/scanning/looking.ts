/** What the server tells whoever leads, kept as it comes. */
import type { Reply } from '../../../api/client.ts'
import { readCode, readHours } from './commands.ts'
import { keepLed, type Led, ledShift, type ShiftHours } from './kept.ts'
import { shiftsToLead } from './leading.ts'

/** The secrets of a shift, and by how much the server's clock is ahead of this phone's. */
export async function lookAtShift(shift: string): Promise<Reply<Led>> {
  const asked = Date.now()
  const reply = await readCode(shift)
  if (reply.is !== 'done') return reply
  const aheadMs = Date.parse(reply.value.now) - (asked + Date.now()) / 2
  const before = await ledShift(shift)
  const known = before?.title ? before : await nameOf(shift)
  // A shift that the list does not name yet can be shown all the same.
  const { showsFrom, showsUntil } = reply.value
  const { title, startsAt, endsAt } = known ?? { title: '', startsAt: showsFrom, endsAt: showsUntil }
  const led: Led = { title, startsAt, endsAt, code: reply.value, aheadMs, hours: before?.hours ?? null }
  await keepLed(led)
  return { is: 'done', value: led }
}

async function nameOf(shift: string) {
  const reply = await shiftsToLead()
  return reply.is === 'done' ? reply.value.find(({ id }) => id === shift) : undefined
}

export async function lookAtHours(led: Led): Promise<Reply<Led>> {
  const reply = await readHours(led.code.shift)
  if (reply.is !== 'done') return reply
  const seen = { ...led, hours: reply.value }
  await keepLed(seen)
  return { is: 'done', value: seen }
}

/** How many have scanned in. */
export const cameOf = ({ volunteers }: ShiftHours) =>
  volunteers.filter(({ presences }) => presences.length > 0).length
