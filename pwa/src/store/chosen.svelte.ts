/** The settings for components: what reads `chosen()` is drawn again when a setting changes, here or in another tab. */
import { createSubscriber } from 'svelte/reactivity'
import { get, type Settings, subscribe } from './settings.ts'

const follow = createSubscriber((update) => subscribe(update))

export function chosen(): Settings {
  follow()
  return get()
}
