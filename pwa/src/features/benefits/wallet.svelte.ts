/** Benefits and vouchers as a page shows them: what the phone keeps at once, and the server's word when it comes. */
import { untrack } from 'svelte'
import { signedIn } from '../../store/signedIn.svelte.ts'
import type { Failed } from '../../ui/said.svelte.ts'
import { type Kept, keptBenefits, readBenefits } from './kept.ts'

export function wallet(moment: () => Date) {
  let kept = $state.raw<Kept | null>(null)
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
    const held = await keptBenefits()
    if (mine === turn) kept ??= held
    const reply = await readBenefits(moment())
    if (mine !== turn) return
    failed = reply.is === 'done' ? null : reply
    if (reply.is === 'done') kept = reply.value
  }

  $effect(() => {
    void account
    untrack(() => {
      kept = null
      failed = null
      void look()
    })
  })
  $effect(() => {
    const again = () => {
      if (!document.hidden) void look()
    }
    addEventListener('online', again)
    document.addEventListener('visibilitychange', again)
    return () => {
      removeEventListener('online', again)
      document.removeEventListener('visibilitychange', again)
    }
  })
  return {
    get kept() {
      return kept
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
