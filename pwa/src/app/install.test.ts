import { beforeEach, expect, it, vi } from 'vitest'

const ANDROID = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile'

let page: EventTarget
let install: typeof import('./install.ts')

async function opened(userAgent: string, { standalone = false, maxTouchPoints = 5 } = {}): Promise<void> {
  page = new EventTarget()
  vi.stubGlobal('navigator', { userAgent, maxTouchPoints })
  vi.stubGlobal('matchMedia', () => ({ matches: standalone }))
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.resetModules()
  install = await import('./install.ts')
  install.listen()
}

/** The browser offers to install; the person answers what is given here. */
function offered(outcome: string): Event {
  const event = new Event('beforeinstallprompt', { cancelable: true })
  page.dispatchEvent(Object.assign(event, { prompt: async () => ({ outcome }) }))
  return event
}

beforeEach(() => opened(ANDROID))

it.each([
  ['menu', ANDROID, 5],
  ['wechat', `${ANDROID} MicroMessenger/8.0`, 5],
  ['ios', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)', 5],
  ['ios', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605', 5],
  ['menu', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605', 0],
])('says %s to %s with %i fingers', async (how, agent, maxTouchPoints) => {
  await opened(agent, { maxTouchPoints })
  expect(install.how()).toBe(how)
})

it('knows when it runs as an app', async () => {
  await opened(ANDROID, { standalone: true })
  expect(install.how()).toBe('installed')
})

it('keeps the browser’s offer until the rider asks for it, once', async () => {
  const changes = vi.fn()
  install.subscribe(changes)
  expect(await install.prompt()).toBe(false)
  expect(offered('accepted').defaultPrevented).toBe(true)
  expect([install.how(), changes.mock.calls.length]).toEqual(['prompt', 1])
  expect(await install.prompt()).toBe(true)
  expect(install.how()).toBe('menu')
  expect(await install.prompt()).toBe(false)
})

it('takes no for an answer', async () => {
  offered('dismissed')
  expect(await install.prompt()).toBe(false)
})

it('is installed from the moment the browser says so', () => {
  page.dispatchEvent(new Event('appinstalled'))
  expect(install.how()).toBe('installed')
})
