/** The inbox as the phone holds it, for components: drawn again when something is told or read, in whichever tab. */
import { createSubscriber } from 'svelte/reactivity'
import { type HeldInbox, heldInbox, subscribe } from '../../store/notices.ts'
import { signedIn } from '../../store/signedIn.svelte.ts'
import { who } from '../../store/who.ts'

let current: { account: string; inbox: HeldInbox } | null = null

const follow = createSubscriber((update) => {
  const look = () => {
    const now = who()
    if (now.is !== 'in') return
    const account = now.me.id
    const show = (inbox: HeldInbox) => {
      current = { account, inbox }
      update()
    }
    // A phone that lets nothing be kept holds nothing.
    void heldInbox(account).then(show, () => show({ note: null, notices: [] }))
  }
  look()
  return subscribe(look)
})

/** Null until it is read, and where nobody has signed in. */
export function held(): HeldInbox | null {
  follow()
  const now = signedIn()
  return now.is === 'in' && current?.account === now.me.id ? current.inbox : null
}
