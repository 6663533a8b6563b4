/** A new version of the app is offered and never forced: a half-filled form survives a release. */

/** A phone that stays open all day looks for a new version this often, when it is taken up again. */
const LOOK_AGAIN_MS = 60 * 60_000

let waiting: ServiceWorker | null = null

/** Registers the service worker; `onOffer` is called when a newer version waits to be let in. */
export async function watch(onOffer: () => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
  const look = () => {
    // Without a controller this is the first visit: what was installed is what is shown.
    if (!registration.waiting || !navigator.serviceWorker.controller || registration.waiting === waiting)
      return
    waiting = registration.waiting
    onOffer()
  }
  look()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look)
  })
  let looked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - looked < LOOK_AGAIN_MS) return
    looked = Date.now()
    registration.update().catch(() => {
      // Without a network there is no newer version to be had.
    })
  })
}

/** Lets the newer version in and reloads this page; other tabs go on with what they have. */
export function accept(): void {
  if (!waiting) return
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.postMessage('skip-waiting')
}
