/** The desk as it stands: what was kept, then what the server says, with what was said here laid over it. */
import { untrack } from 'svelte'
import type { Write } from '../../../store/outbox.ts'
import { outgoing } from '../../../store/outgoing.svelte.ts'
import { onReturn } from '../../../ui/returning.ts'
import type { Failed } from '../../../ui/said.svelte.ts'
import { keepSeen, lastSeen, see, seeOne } from './queries.ts'
import { type Kept, KINDS, type Seen, saidSince, shown } from './shown.ts'

/** `wanted` is the id of a station that is open, which may be another's. */
export function seeing(account: () => string | null, wanted: () => string = () => '') {
  let seen = $state.raw<Seen | null>(null)
  let failed = $state.raw<Failed | null>(null)
  /** The one that is open, where the list has it not, or not its reports. */
  let apart = $state.raw<Seen | null>(null)
  let apartFailed = $state.raw<Failed | null>(null)
  let turn = 0
  /** Whose desk it is, and by which turn it was seen. */
  let owner: string | null = null
  let seenBy = 0
  /** What writes said, which the outbox lets go of once they are sent. */
  const bodies = new Map<string, unknown>()

  const mine = $derived((outgoing().writes ?? []).filter(({ kind }) => KINDS.some((one) => one === kind)))
  const sent = $derived(mine.filter(({ state }) => state === 'sent').length)
  const stations = $derived.by((): Kept[] => {
    for (const { id, body } of mine) if (body !== null) bodies.set(id, body)
    const own = seen ? laidOver(seen) : []
    const [one] = apart ? laidOver(apart) : []
    return one ? own.map((each) => (each.id === one.id ? one : each)) : own
  })
  const other = $derived(
    apart && !stations.some(({ id }) => id === wanted()) ? (laidOver(apart)[0] ?? null) : null,
  )

  function laidOver({ at, items, reports }: Seen): Kept[] {
    const since = saidSince(mine, at)
    return items.map((one) => shown(one, reports[one.id] ?? [], since, ({ id }) => bodies.get(id)))
  }

  async function renew() {
    const whose = account()
    if (!whose) return
    if (whose !== owner) {
      owner = whose
      seen = null
      apart = null
    }
    turn += 1
    const asked = turn
    // The server is asked meanwhile: the phone's memory may be busy with what it has just fetched.
    const remembered = seen ? null : remember(whose)
    const reply = await see()
    if (reply.is !== 'done') await remembered
    if (whose !== account()) return
    if (asked === turn) failed = reply.is === 'done' ? null : reply
    // One that was overtaken is still news until the later one has come.
    if (reply.is !== 'done' || asked < seenBy) return
    seenBy = asked
    seen = reply.value
    void keepSeen(whose, reply.value)
    await renewApart(whose, reply.value)
  }

  /** Another's station is kept on no phone: whoever looks at it is written down each time. */
  async function renewApart(whose: string, { items, reports }: Seen) {
    const id = wanted()
    const own = items.find((one) => one.id === id)
    if (!id || (own && (own.waiting === 0 || reports[id]))) {
      apart = null
      return
    }
    const reply = await seeOne(id)
    if (whose !== account() || id !== wanted()) return
    apartFailed = reply.is === 'done' ? null : reply
    if (reply.is === 'done') apart = reply.value
    else if (reply.is === 'refused') apart = null
  }

  async function remember(whose: string) {
    const kept = await lastSeen(whose)
    if (whose === account()) seen ??= kept
  }

  $effect(() => {
    void sent
    void account()
    void wanted()
    // What it reads of the last look is no reason to look again.
    untrack(() => void renew())
  })
  $effect(() => onReturn(() => void renew()))

  return {
    /** Null until there is anything to show. */
    get stations() {
      return seen && stations
    },
    /** The one that is open, where it is another's. */
    get other() {
      return other
    },
    get otherFailed() {
      return apartFailed
    },
    get seenAt() {
      return seen && new Date(seen.at)
    },
    get failed() {
      return failed
    },
    /** What of this station was said here, the latest last. */
    writesOf(station: string): Write[] {
      return mine.filter(({ path }) => `${path}/`.startsWith(`/api/stations/${station}/`))
    },
    renew,
  }
}
