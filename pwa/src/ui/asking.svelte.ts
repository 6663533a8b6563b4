/** What a page asks the server for when it opens, and again when the person wants. */
import type { Outcome } from './doing.svelte.ts'

export function asking<Value>(ask: () => Promise<Outcome<Value>>, when: () => boolean = () => true) {
  let reply = $state.raw<Outcome<Value> | null>(null)
  let turn = 0
  /** Without a word of waiting: what stands there stays until the server has said something else. */
  async function renew() {
    turn += 1
    const mine = turn
    const answer = await ask()
    const isHeard = answer.is === 'done' || answer.is === 'refused'
    if (mine === turn && (isHeard || reply?.is !== 'done')) reply = answer
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
