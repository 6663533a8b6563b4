/** What can wait until the first screen stands: the worker that keeps it, offers, and what is to be sent. */

import { lookBackOnReturn } from '../features/stations/visiting.ts'
import { actFor, acting, actingOver, subscribe } from '../store/acting.ts'
import { meet } from '../store/device.ts'
import { subscribe as hearWho, who } from '../store/who.ts'
import { shell } from '../ui/shell.svelte.ts'
import { listen } from './install.ts'
import { hearNotices } from './noticing.ts'
import { sendWhenPossible } from './outgoing.ts'
import { accept, watch } from './update.ts'

export function begin(): void {
  listen()
  // Without a worker the app still works while there is a network.
  watch(() => {
    shell.takeUpdate = accept
  }).catch(() => undefined)
  const tellActing = () => {
    shell.acting = acting()?.name ?? null
    shell.actingOver = actingOver()
  }
  tellActing()
  subscribe(tellActing)
  hearWho(tellActing)
  shell.stopActing = () => actFor(null)
  sendWhenPossible()
  lookBackOnReturn()
  hearNotices()
  // Without a network there is another start.
  meet().catch(() => undefined)
  tellOfLeaving()
  addEventListener('online', tellOfLeaving)
}

/** Whoever signed out without a network is still signed in by the server's books. */
function tellOfLeaving(): void {
  if (who().is === 'leaving') void import('../store/session.ts').then((session) => session.tellOfLeaving())
}
