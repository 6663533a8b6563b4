/** Benefits and vouchers as a page shows them: what the phone keeps at once, and the server's word when it comes. */
import { untrack } from 'svelte'
import { signedIn } from '../../store/signedIn.svelte.ts'
import { doing } from '../../ui/doing.svelte.ts'
import { onReturn } from '../../ui/returning.ts'
import type { Failed } from '../../ui/said.svelte.ts'
import { holding, type Kept, keepBenefits, keptBenefits, readBenefits, readEarlier } from './kept.ts'
import type { Voucher } from './types.ts'

export function wallet(moment: () => Date) {
  let kept = $state.raw<Kept | null>(null)
  let failed = $state.raw<Failed | null>(null)
  /** Vouchers of before those that the phone keeps, as far as somebody has asked for them. */
  let earlier = $state.raw<{ vouchers: Voucher[]; next: string | null } | null>(null)
  const asking = doing()
  let turn = 0
  const account = $derived.by(() => {
    const who = signedIn()
    return who.is === 'in' ? who.me.id : ''
  })

  /** By the server's clock, which alone decides what is still good; also without a network. */
  const now = $derived(new Date(moment().getTime() + (kept?.aheadMs ?? 0)))
  const further = $derived(earlier ? earlier.next : (kept?.next ?? null))
  const vouchers = $derived.by(() => {
    const first = kept?.vouchers ?? []
    const known = new Set(first.map(({ id }) => id))
    return [...first, ...(earlier?.vouchers ?? []).filter(({ id }) => !known.has(id))]
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

  /** One that was just taken is there, whatever becomes of the signal. */
  async function hold(voucher: Voucher) {
    turn += 1
    if (!kept) return
    kept = holding(kept, voucher)
    await keepBenefits(kept, account)
  }

  async function lookFurther() {
    const whose = account
    const next = further
    if (!next) return
    const done = await asking.run(() => readEarlier(next))
    if (!done || whose !== account) return
    earlier = { vouchers: [...(earlier?.vouchers ?? []), ...done.value.items], next: done.value.next }
  }

  $effect(() => {
    void account
    untrack(() => {
      kept = null
      earlier = null
      failed = null
      void look()
    })
  })
  $effect(() => onReturn(() => void look()))
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
    get now() {
      return now
    },
    /** All that are known: those that are kept, then the earlier ones. */
    get vouchers() {
      return vouchers
    },
    get further() {
      return further
    },
    asking,
    hold,
    look,
    lookFurther,
  }
}
