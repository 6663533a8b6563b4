/** The desk as it stands: what was kept, then what the server says, with what was said here laid over it. */
import { untrack } from 'svelte'
import type { Write } from '../../../store/outbox.ts'
import { outgoing } from '../../../store/outgoing.svelte.ts'
import type { Failed } from '../../../ui/said.svelte.ts'
import { lastSeen, see } from './queries.ts'
import { type Kept, KINDS, type Seen, saidSince, shown } from './shown.ts'

export function seeing(account: () => string | null) {
  let seen = $state.raw<Seen | null>(null)
  let failed = $state.raw<Failed | null>(null)
  let turn = 0
  /** What writes said, which the outbox lets go of once they are sent. */
  const bodies = new Map<string, unknown>()

  const mine = $derived((outgoing().writes ?? []).filter(({ kind }) => KINDS.some((one) => one === kind)))
  const sent = $derived(mine.filter(({ state }) => state === 'sent').length)
  const stations = $derived.by((): Kept[] => {
    for (const { id, body } of mine) if (body !== null) bodies.set(id, body)
    if (!seen) return []
    const { at, items, reports } = seen
    const since = saidSince(mine, at)
    return items.map((one) => shown(one, reports[one.id] ?? [], since, ({ id }) => bodies.get(id)))
  })

  async function renew() {
    const whose = account()
    if (!whose) return
    turn += 1
    const asked = turn
    const kept = seen ? null : await lastSeen(whose)
    if (asked === turn) seen ??= kept
    const reply = await see(whose)
    if (asked !== turn) return
    failed = reply.is === 'done' ? null : reply
    if (reply.is === 'done') seen = reply.value
  }

  $effect(() => {
    void sent
    void account()
    // What it reads of the last look is no reason to look again.
    untrack(() => void renew())
  })
  $effect(() => {
    const again = () => void renew()
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  })

  return {
    /** Null until there is anything to show. */
    get stations() {
      return seen && stations
    },
    get seenAt() {
      return seen && new Date(seen.at)
    },
    get failed() {
      return failed
    },
    /** What of this station was said here, the latest last. */
    writesOf(station: string): Write[] {
      return mine.filter(({ path }) => path.startsWith(`/api/stations/${station}/`))
    },
    renew,
  }
}
