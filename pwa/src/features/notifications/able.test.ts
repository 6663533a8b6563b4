import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { keepKnock } from '../../store/knock.ts'
import { able } from './able.ts'

const ANDROID = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/605'
const KNOCK = {
  ...{ id: '0190-a', key: 'k1', publicKey: 'BAUG', account: null, device: null, place: null },
  ...{ language: 'zh-CN' as const, renewedAt: 1, leaving: false },
}

interface Phone {
  agent?: string
  secure?: boolean
  installed?: boolean
  push?: boolean
  permission?: NotificationPermission
  subscribed?: boolean
}

/** A browser with all that push takes, but for what is said. */
function phone({ agent = ANDROID, secure = true, installed, push = true, permission, subscribed }: Phone) {
  const pushManager = { getSubscription: async () => (subscribed ? {} : null) }
  const serviceWorker = { getRegistration: async () => ({ pushManager }) }
  vi.stubGlobal('navigator', { userAgent: agent, maxTouchPoints: 5, ...(push && { serviceWorker }) })
  vi.stubGlobal('isSecureContext', secure)
  vi.stubGlobal('matchMedia', () => ({ matches: installed ?? false }))
  if (push) vi.stubGlobal('PushManager', class {})
  vi.stubGlobal('Notification', { permission: permission ?? 'default' })
}

beforeEach(() => keepKnock(null))

it.each<[Awaited<ReturnType<typeof able>>, Phone]>([
  ['wechat', { agent: `${ANDROID} MicroMessenger/8.0` }],
  ['insecure', { secure: false, push: false }],
  ['ios', { agent: IPHONE, push: false }],
  ['none', { agent: IPHONE, push: false, installed: true }],
  ['none', { push: false }],
  ['denied', { permission: 'denied' }],
  ['off', {}],
  ['off', { permission: 'granted' }],
  ['off', { permission: 'granted', subscribed: true }],
])('says %s of %o', async (said, one) => {
  phone(one)
  expect(await able()).toBe(said)
})

it('is on where the server knows of it and the browser still has it', async () => {
  await keepKnock(KNOCK)
  phone({ permission: 'granted', subscribed: true })
  expect(await able()).toBe('on')
  phone({ permission: 'granted' })
  expect(await able()).toBe('off')
  await keepKnock({ ...KNOCK, leaving: true })
  phone({ permission: 'granted', subscribed: true })
  expect(await able()).toBe('off')
})
