/** Keeps what the phone holds up to date while the app is open, whichever screen is shown. */
import { untrack } from 'svelte'
import { holding, open, refresh } from './holding.svelte.ts'
import { here } from './where.svelte.ts'

/** Coming back to the app after this long, the data is asked for again. */
const RETURN_MS = 5 * 60_000

let refreshedAt = 0

export function update(): Promise<{ online: boolean; changed: boolean }> {
  refreshedAt = Date.now()
  return refresh(here())
}

/** To be called by an effect that lasts as long as the app; returns how to stop. */
export function keepUp(): () => void {
  void open()
  // About ten kilometres: moving within a cell changes no pack that is wanted.
  const cell = $derived.by(() => {
    const position = here()
    return position ? `${Math.round(position.lon * 10)} ${Math.round(position.lat * 10)}` : ''
  })
  $effect(() => {
    void cell
    untrack(() => void update())
  })
  const again = () => void update()
  const returned = () => {
    if (!document.hidden && !holding.syncing && Date.now() - refreshedAt > RETURN_MS) again()
  }
  document.addEventListener('visibilitychange', returned)
  addEventListener('online', again)
  return () => {
    document.removeEventListener('visibilitychange', returned)
    removeEventListener('online', again)
  }
}
