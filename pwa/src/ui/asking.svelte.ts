/** What a page asks the server for when it opens, and again when the person wants. */
import type { Outcome } from './doing.svelte.ts'

export function asking<Value>(ask: () => Promise<Outcome<Value>>, when: () => boolean = () => true) {
  let reply = $state.raw<Outcome<Value> | null>(null)
  let turn = 0
  /** Without a word of waiting: what stands there stays until the new one has come. */
  async function renew() {
    turn += 1
    const mine = turn
    const answer = await ask()
    if (mine === turn) reply = answer
  }
  function again() {
    reply = null
    void renew()
  }
  $effect(() => {
    if (when()) again()
  })
  return {
    get reply() {
      return reply
    },
    again,
    renew,
  }
}
