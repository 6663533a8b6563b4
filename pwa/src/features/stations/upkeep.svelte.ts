/** Keeps what the phone holds up to date while the app is open, whichever screen is shown. */

import { heldOnce } from '../../store/heldOnce.ts'
import type { Also } from '../../store/jobs.ts'
import { holding, refresh, type Told } from './holding.svelte.ts'
import { here } from './where.svelte.ts'

/**
 * From one asking to the next: whoever looks later than this is shown what is published by now. With the seconds
 * that publishing takes, a change is seen at every look a minute after it was made.
 */
const AGAIN_MS = 45_000

/** What is held is shown before news of it are asked for. */
const FIRST_MS = 400

let refreshedAt = 0

/** Asks for news of what lies around and of what somebody looks after, and afterwards for what nobody waits for. */
export async function update(also?: Also): Promise<Told> {
  refreshedAt = Date.now()
  const told = await refresh(here(), also ?? (await looksAfter()))
  // A piece that does not come is no harm: the next time is soon.
  if (told.online && !told.overtaken)
    void import('./rest.ts').then(
      ({ restLater }) => restLater(),
      () => undefined,
    )
  return told
}

/** Where nobody says where they are, all that is held is asked after anyhow. */
async function looksAfter(): Promise<Also | undefined> {
  if (!here() || !heldOnce()) return undefined
  return import('./watched.ts').then(
    ({ watched }) => watched(),
    () => undefined,
  )
}

/** To be called where a station is opened of which nothing was told since `asOf`, wherever it is. */
export function lookInto(asOf: Date | null): void {
  const old = asOf !== null && Date.now() - asOf.getTime() > AGAIN_MS
  if (refreshedAt > 0 && old && !document.hidden) void update()
}

/** To be called where somebody looks: comes back to the app, or opens a page of it. */
export function lookAgain(): void {
  const old = refreshedAt > 0 && Date.now() - refreshedAt > AGAIN_MS
  if (old && !document.hidden && !holding.syncing) void update()
}

/** To be called by an effect that lasts as long as the app; returns how to stop. */
export function keepUp(): () => void {
  // About ten kilometres: moving within a cell changes no pack that is wanted.
  const cell = $derived.by(() => {
    const position = here()
    return position ? `${Math.round(position.lon * 10)} ${Math.round(position.lat * 10)}` : ''
  })
  const started = Date.now()
  $effect(() => {
    void cell
    // Only a first visit, with nothing to show, has nothing better to do.
    const wait = heldOnce() ? started + FIRST_MS - Date.now() : 0
    const timer = setTimeout(() => void update(), wait)
    return () => clearTimeout(timer)
  })
  const again = () => void update()
  document.addEventListener('visibilitychange', lookAgain)
  addEventListener('online', again)
  return () => {
    document.removeEventListener('visibilitychange', lookAgain)
    removeEventListener('online', again)
  }
}
