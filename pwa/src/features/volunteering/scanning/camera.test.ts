import { afterEach, expect, it, vi } from 'vitest'
import { lookThrough } from './camera.ts'

/** A browser's camera track that can do so much; `undefined` of a browser that does not say. */
function track(capabilities: object | undefined) {
  return {
    stop: vi.fn(),
    applyConstraints: vi.fn(async () => undefined),
    ...(capabilities && { getCapabilities: () => capabilities }),
  }
}

async function looking(one: ReturnType<typeof track>) {
  const stream = { getVideoTracks: () => [one], getTracks: () => [one] }
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: async () => stream } })
  vi.stubGlobal('document', { createElement: () => ({ getContext: () => null }) })
  vi.useFakeTimers()
  const video = { play: async () => undefined, videoWidth: 0, videoHeight: 0 }
  return await lookThrough(video as unknown as HTMLVideoElement, () => undefined)
}

afterEach(() => void vi.useRealTimers())

it('puts the light on and off again where the camera says it has one', async () => {
  const one = track({ torch: true })
  const camera = await looking(one)
  await camera.light?.(true)
  await camera.light?.(false)
  expect(one.applyConstraints.mock.calls).toEqual([
    [{ advanced: [{ torch: true }] }],
    [{ advanced: [{ torch: false }] }],
  ])
  camera.stop()
  expect(one.stop).toHaveBeenCalledOnce()
})

it.each([[{ torch: false }], [{}], [undefined]])('offers no light where it says %o', async (said) => {
  const one = track(said)
  const camera = await looking(one)
  expect(camera.light).toBeNull()
  expect(one.applyConstraints).not.toHaveBeenCalled()
  camera.stop()
})
