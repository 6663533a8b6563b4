/** Writes that the server takes only for a while: what is too late is refused here, and not sent. */
import { change, type Write } from './outbox.ts'

export const isLapsed = ({ state, lapses }: Write, now: number) =>
  state === 'waiting' && Boolean(lapses && lapses.at <= now)

/** As the server would. */
export function lapse(write: Write): Promise<boolean> {
  const refusal = { status: 409, code: write.lapses?.code ?? '', facts: {} }
  return change(write, { state: 'refused', refusal, waitsForSignIn: false })
}
