/** What one has served, as a page shows it: what the phone keeps at once, and the server's word when it comes. */
import { untrack } from 'svelte'
import { signedIn } from '../../store/signedIn.svelte.ts'
import { onReturn } from '../../ui/returning.ts'
import type { Failed } from '../../ui/said.svelte.ts'
import { keptServed, readServed, type Served } from './served.ts'

export function serving(moment: () => Date, all = false) {
  let served = $state.raw<Served | null>(null)
  let failed = $state.raw<Failed | null>(null)
  let turn = 0
  const account = $derived.by(() => {
    const who = signedIn()
    return who.is === 'in' ? who.me.id : ''
  })

  async function look() {
    turn += 1
    const mine = turn
    if (!account) return
    const kept = await keptServed()
    if (mine === turn) served ??= kept
    const reply = await readServed(all, moment())
    if (mine !== turn) return
    failed = reply.is === 'done' ? null : reply
    if (reply.is === 'done') served = reply.value
  }

  $effect(() => {
    void account
    untrack(() => {
      served = null
      failed = null
      void look()
    })
  })
  $effect(() => onReturn(() => void look()))
  return {
    get served() {
      return served
    },
    get failed() {
      return failed
    },
    get account() {
      return account
    },
    look,
  }
}
