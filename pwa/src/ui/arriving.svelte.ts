/** What was written here and has yet to arrive, of a kind; and a word when it does. */
import { untrack } from 'svelte'
import type { Write } from '../store/outbox.ts'
import { outgoing } from '../store/outgoing.svelte.ts'

/** Calls `onarrived` when something of a kind arrives while the page is open. */
export function arriving(kind: string, onarrived: () => void) {
  const all = $derived(outgoing().writes?.filter((one) => one.kind === kind) ?? null)
  const unsent: Write[] = $derived(all?.filter(({ state }) => state !== 'sent') ?? [])
  let known: string[] | null = null
  $effect(() => {
    if (!all) return
    const sent = all.filter(({ state }) => state === 'sent').map(({ id }) => id)
    const before = known
    known = sent
    if (before && sent.some((id) => !before.includes(id))) untrack(onarrived)
  })
  return {
    /** The oldest first. */
    get unsent() {
      return unsent
    },
  }
}
