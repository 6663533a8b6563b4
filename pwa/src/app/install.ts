/** Whether and how the app can be put on this phone's home screen. */
import { isInstalled, isIos, isWechat } from '../ui/browser.ts'

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
  if (justInstalled || isInstalled()) return 'installed'
  if (isWechat()) return 'wechat'
  if (offer) return 'prompt'
  return isIos() ? 'ios' : 'menu'
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
