import { afterEach, beforeEach, expect, it, vi } from 'vitest'

class Registration extends EventTarget {
  waiting: (EventTarget & { postMessage: (message: string) => void }) | null = null
  installing: EventTarget | null = null
  update = vi.fn(async () => undefined)
}

let registration: Registration
let container: EventTarget & { controller: object | null; register: ReturnType<typeof vi.fn> }
let page: EventTarget & { hidden: boolean }
let reload: ReturnType<typeof vi.fn>
let update: typeof import('./update.ts')
let posted: string[]

beforeEach(async () => {
  vi.useFakeTimers()
  posted = []
  reload = vi.fn()
  registration = new Registration()
  page = Object.assign(new EventTarget(), { hidden: false })
  container = Object.assign(new EventTarget(), { controller: {}, register: vi.fn(async () => registration) })
  vi.stubGlobal('navigator', { serviceWorker: container })
  vi.stubGlobal('document', page)
  vi.stubGlobal('location', { reload })
  vi.resetModules()
  update = await import('./update.ts')
})

afterEach(() => vi.useRealTimers())

/** A new version arrives, is fetched, and waits. */
function released(): void {
  const worker = Object.assign(new EventTarget(), { postMessage: (message: string) => posted.push(message) })
  registration.installing = worker
  registration.dispatchEvent(new Event('updatefound'))
  registration.waiting = worker
  worker.dispatchEvent(new Event('statechange'))
}

it('offers a new version once, and forces nothing', async () => {
  const onOffer = vi.fn()
  await update.watch(onOffer)
  expect(container.register).toHaveBeenCalledWith('/sw.js', { updateViaCache: 'none' })
  released()
  registration.installing?.dispatchEvent(new Event('statechange'))
  expect(onOffer).toHaveBeenCalledTimes(1)
  container.dispatchEvent(new Event('controllerchange'))
  expect([posted, reload.mock.calls]).toEqual([[], []])
})

it('offers again what was left waiting the last time', async () => {
  const onOffer = vi.fn()
  registration.waiting = Object.assign(new EventTarget(), { postMessage: vi.fn() })
  await update.watch(onOffer)
  expect(onOffer).toHaveBeenCalledTimes(1)
})

it('reloads when the rider lets the new version in, and it has taken over', async () => {
  await update.watch(() => undefined)
  released()
  update.accept()
  expect([posted, reload.mock.calls.length]).toEqual([['skip-waiting'], 0])
  container.dispatchEvent(new Event('controllerchange'))
  expect(reload).toHaveBeenCalledTimes(1)
})

it('is silent on the first visit', async () => {
  container.controller = null
  const onOffer = vi.fn()
  await update.watch(onOffer)
  released()
  expect(onOffer).not.toHaveBeenCalled()
  update.accept()
  expect(posted).toEqual([])
})

it('looks for a new version when the phone is taken up again, an hour later at the earliest', async () => {
  await update.watch(() => undefined)
  const takenUp = () => page.dispatchEvent(new Event('visibilitychange'))
  takenUp()
  expect(registration.update).not.toHaveBeenCalled()
  vi.advanceTimersByTime(60 * 60_000)
  page.hidden = true
  takenUp()
  expect(registration.update).not.toHaveBeenCalled()
  page.hidden = false
  registration.update.mockRejectedValueOnce(new TypeError('no network'))
  takenUp()
  takenUp()
  expect(registration.update).toHaveBeenCalledTimes(1)
})

it('does without a browser that knows service workers', async () => {
  vi.stubGlobal('navigator', {})
  await expect(update.watch(() => undefined)).resolves.toBeUndefined()
})
