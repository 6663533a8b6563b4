/** Leaves out of Svelte what takes over a server's markup: our pages are built on the phone. */
import type { Plugin } from 'vite'

const MODULE = '/svelte/src/internal/client/dom/hydration.js'
/** With a constant in its place, every branch that asks for it folds away. */
const CHANGES = [
  ['export let hydrating = false;', 'export const hydrating = false;'],
  ['\thydrating = value;\n', ''],
] as const

export function noHydration(): Plugin {
  return {
    name: 'no-hydration',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith(MODULE)) return null
      return CHANGES.reduce((text, [flag, constant]) => {
        if (!text.includes(flag)) this.error(`Svelte no longer has "${flag.trim()}" in ${MODULE}`)
        return text.replace(flag, constant)
      }, code)
    },
  }
}
