/** What push can do on this very phone, from what the browser has and what was decided. */
import { subscription } from '../../api/push.ts'
import { heldKnock } from '../../store/knock.ts'
import { isInstalled, isIos, isWechat } from '../../ui/browser.ts'

/**
 * `wechat`: only in another browser; `ios`: only from the home screen; `insecure`: only over https; `none`: this
 * browser cannot; `denied`: the person has said no to the browser; `off` and `on`.
 */
export type Able = 'wechat' | 'ios' | 'insecure' | 'none' | 'denied' | 'off' | 'on'

export async function able(): Promise<Able> {
  if (isWechat()) return 'wechat'
  if (!isSecureContext) return 'insecure'
  if (isIos() && !isInstalled()) return 'ios'
  if (!('serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis))
    return 'none'
  if (Notification.permission === 'denied') return 'denied'
  const knock = await heldKnock().catch(() => null)
  const isOn = Notification.permission === 'granted' && knock && !knock.leaving && (await subscription())
  return isOn ? 'on' : 'off'
}
