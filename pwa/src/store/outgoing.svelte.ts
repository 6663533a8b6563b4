/** What is in the outbox, for components: what reads it is drawn again when something is written, sent or refused. */
import { createSubscriber } from 'svelte/reactivity'
import { subscribe, type Write, writes } from './outbox.ts'
import { signedIn } from './signedIn.svelte.ts'
import type { Who } from './who.ts'
import { isTheirs } from './whose.ts'

export interface Outgoing {
  /** What is theirs whose phone it is just now, the oldest first; null until it is read. */
  writes: Write[] | null
  /** The id of the one that is just now on its way. */
  sending: string | null
  /**
   * How many of whoever was signed in last wait until they are so again; of anybody where it is forgotten who
   * that was: a browser that is killed soon after somebody signed in loses its note of that, and nothing else.
   */
  asleep: number
}

let current: Omit<Outgoing, 'asleep'> = { writes: null, sending: null }

const follow = createSubscriber((update) => {
  const show = (change: Partial<typeof current>) => {
    current = { ...current, ...change }
    update()
  }
  const read = () =>
    void writes().then(
      (all) => show({ writes: all }),
      () => show({ writes: [] }),
    )
  const stop = subscribe((news) => (news.is === 'sending' ? show({ sending: news.id }) : read()))
  read()
  return stop
})

export function outgoing(): Outgoing {
  follow()
  const now = signedIn()
  const { writes: all, sending } = current
  return {
    writes: all?.filter((one) => isTheirs(one, now)) ?? null,
    sending,
    asleep: (all ?? []).filter((one) => one.state !== 'sent' && isAsleep(one, now)).length,
  }
}

const isAsleep = ({ account }: Write, now: Who) =>
  account !== null && now.is !== 'in' && (now.is !== 'ended' || account === now.me.id)
