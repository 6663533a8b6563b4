/** What is in the outbox, for components: what reads it is drawn again when something is written, sent or refused. */
import { createSubscriber } from 'svelte/reactivity'
import { subscribe, type Write, writes } from './outbox.ts'
import { signedIn } from './signedIn.svelte.ts'
import { isTheirs } from './whose.ts'

export interface Outgoing {
  /** What is theirs whose phone it is just now, the oldest first; null until it is read. */
  writes: Write[] | null
  /** The id of the one that is just now on its way. */
  sending: string | null
  /** How many of whoever was signed in last wait until they are so again. */
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
    asleep:
      now.is === 'ended'
        ? (all ?? []).filter(({ account, state }) => account === now.me.id && state !== 'sent').length
        : 0,
  }
}
