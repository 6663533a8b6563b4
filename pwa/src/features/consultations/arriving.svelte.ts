/** Signing in by the room's QR: kept first, so that it waits for a sign-in or a network, and then sent. */
import { acting } from '../../store/acting.ts'
import { mintId } from '../../store/ids.ts'
import { keep, type Write, writes } from '../../store/outbox.ts'
import { outgoing } from '../../store/outgoing.svelte.ts'
import { accountNow } from '../../store/whose.ts'
import type { Meeting } from './types.ts'

const KIND = 'consultation_presence'
/** Somewhat less than the server takes it for after it was shown. */
const LASTS_MS = 9 * 60_000

const pathOf = (id: string) => `/api/consultations/${id}/presence`

/** What the room's QR says behind the #; '' of anything else. */
export const scannedIn = (hash: string) => /^#(\d{1,10}\.[\w-]{22})$/.exec(hash)?.[1] ?? ''

function isTheirs(id: string, account: string | null): (one: Write) => boolean {
  const actingFor = account && (acting()?.account ?? null)
  return (one) =>
    one.path === pathOf(id) &&
    (one.account === null || (one.account === account && one.actingFor === actingFor))
}

/** Keeps what was read; what is kept already, or arrived, is not kept twice. */
export async function keepArrival({ id, title }: Pick<Meeting, 'id' | 'title'>, code: string): Promise<void> {
  const account = accountNow()
  const own = (await writes()).filter(isTheirs(id, account))
  if (own.some(({ state, of }) => state === 'sent' || of?.code === code)) return
  await keep({
    id: own.find(({ state }) => state === 'waiting')?.id ?? mintId(),
    kind: KIND,
    about: title,
    of: { code },
    method: 'PUT',
    path: pathOf(id),
    body: { code },
    lapses: { at: Date.now() + LASTS_MS, code: 'room_code_wrong' },
    needsSignIn: true,
    account,
    actingFor: account && (acting()?.account ?? null),
    editAt: `/consultations/${id}`,
  })
}

/** How far it has come; null where nothing was read here. */
export function arrivalOf(id: string, account: string | null): Write | null {
  return (outgoing().writes ?? []).findLast(isTheirs(id, account)) ?? null
}
