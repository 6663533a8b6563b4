/** Keeping what a form says, or says anew, so that it goes out when there is a network. */
import { mintId } from './ids.ts'
import { type Draft, keep, type Replaced, replace, type Write } from './outbox.ts'
import { accountNow } from './whose.ts'

/** Under such an id the server has other words, and keeps these: what is said now is something else. */
const isTaken = (write: Write) => write.refusal?.code.endsWith('_id_taken') ?? false

/**
 * Keeps what somebody who has signed in wrote, in the place of an `earlier` write that has not arrived; `sending`
 * or `sent` where that one has left meanwhile, and then nothing is changed.
 */
export async function keepWritten(
  earlier: Write | null,
  draftOf: (id: string) => Omit<Draft, 'method' | 'needsSignIn' | 'account'>,
): Promise<Replaced> {
  const draft = (id: string): Draft => ({
    ...draftOf(id),
    method: 'PUT',
    needsSignIn: true,
    account: accountNow(),
  })
  if (earlier && !isTaken(earlier)) return replace(draft(earlier.id))
  await keep(draft(mintId()))
  return 'kept'
}
