/** What is in the outbox, for components: what reads it is drawn again when something is written, sent or refused. */
import { createSubscriber } from 'svelte/reactivity'
import { subscribe, type Write, writes } from './outbox.ts'

export interface Outgoing {
  /** All that is kept, the oldest first; null until it is read. */
  writes: Write[] | null
  /** The id of the one that is just now on its way. */
  sending: string | null
}

let current: Outgoing = { writes: null, sending: null }

const follow = createSubscriber((update) => {
  const show = (change: Partial<Outgoing>) => {
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
  return current
}
