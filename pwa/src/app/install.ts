/** Whether and how the app can be put on this phone's home screen. */

/** 'menu': by the browser's own menu; 'wechat': only after opening the page in another browser. */
export type Installing = 'installed' | 'prompt' | 'wechat' | 'ios' | 'menu'

/** Chromium's offer; not in TypeScript's library, because no standard has it. */
interface InstallOffer extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const listeners = new Set<() => void>()
let offer: InstallOffer | null = null
let justInstalled = false

/** Keeps the browser's offer for when a rider asks for it. Called once, before anything is drawn. */
export function listen(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer = event as InstallOffer
    tell()
  })
  addEventListener('appinstalled', () => {
    offer = null
    justInstalled = true
    tell()
  })
}

export function how(): Installing {
  const { userAgent, maxTouchPoints } = navigator
  const standalone = matchMedia(
    '(display-mode: standalone), (display-mode: fullscreen), (display-mode: minimal-ui)',
  ).matches
  if (justInstalled || standalone || ('standalone' in navigator && navigator.standalone === true))
    return 'installed'
  if (/MicroMessenger/i.test(userAgent)) return 'wechat'
  if (offer) return 'prompt'
  // An iPad says that it is a Mac; no Mac has a touch screen.
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios'
  return 'menu'
}

/** Shows the browser's own question; an offer can be used once. */
export async function prompt(): Promise<boolean> {
  const mine = offer
  offer = null
  if (!mine) return false
  const { outcome } = await mine.prompt()
  tell()
  return outcome === 'accepted'
}

/** Calls `listener` when `how()` may answer otherwise; returns how to stop. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}
