/** What is asked before anything is drawn: the memory and the receiver answer while the first screen is built. */
import { open, openAround, syncing } from '../features/stations/holding.svelte.ts'
import { lastPlace, locateIfAllowed } from '../features/stations/where.svelte.ts'
import { heldOnce } from '../store/heldOnce.ts'
import { screen } from './router.svelte.ts'

export function askEarly(): void {
  if (screen().name === 'nearby') {
    openAround(lastPlace())
    // Whoever was never asked sees first what for.
    void locateIfAllowed()
  } else void open()
  // On a first visit nothing is there before it was fetched.
  if (!heldOnce()) void syncing().catch(() => undefined)
}
