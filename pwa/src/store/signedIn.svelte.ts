/** Whose phone it is, for components: what reads `signedIn()` is drawn again when somebody signs in or out. */
import { createSubscriber } from 'svelte/reactivity'
import { subscribe, type Who, who } from './who.ts'

const follow = createSubscriber((update) => subscribe(update))

export function signedIn(): Who {
  follow()
  return who()
}
