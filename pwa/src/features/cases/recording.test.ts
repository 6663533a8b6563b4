import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Recorder } from './recording.svelte.ts'

/** The browser's own, which a test has record something of a size. */
class Tape {
  static kinds = ['audio/webm;codecs=opus']
  static bytes = 1000
  static isTypeSupported = (kind: string) => Tape.kinds.includes(kind)
  state = 'inactive'
  ondataavailable: ((event: { data: Blob }) => void) | null = null
  onstop: (() => void) | null = null
  start() {
    this.state = 'recording'
  }
  stop() {
    this.state = 'inactive'
    queueMicrotask(() => {
      this.ondataavailable?.({ data: new Blob([new Uint8Array(Tape.bytes)]) })
      this.onstop?.()
    })
  }
}

let open = 0
let leave: () => Promise<void>

beforeEach(() => {
  vi.useFakeTimers()
  open = 0
  leave = async () => undefined
  Tape.bytes = 1000
  Tape.kinds = ['audio/webm;codecs=opus']
  vi.stubGlobal('MediaRecorder', Tape)
  const getUserMedia = async () => {
    await leave()
    open += 1
    return { getTracks: () => [{ stop: () => (open -= 1) }] }
  }
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('records until it is stopped, and lets go of the microphone', async () => {
  const recorder = new Recorder()
  await recorder.start()
  expect([recorder.now, open]).toEqual([{ is: 'recording', seconds: 0 }, 1])
  await vi.advanceTimersByTimeAsync(3_100)
  expect(recorder.now).toEqual({ is: 'recording', seconds: 3 })
  expect((await recorder.finish())?.type).toBe('audio/webm;codecs=opus')
  expect([recorder.now.is, open]).toEqual(['there', 0])
})

it('stops by itself after a minute', async () => {
  const recorder = new Recorder()
  await recorder.start()
  await vi.advanceTimersByTimeAsync(59_900)
  expect(recorder.now).toEqual({ is: 'recording', seconds: 59 })
  await vi.advanceTimersByTimeAsync(300)
  expect([recorder.now.is, open]).toEqual(['there', 0])
})

it('deletes what was recorded, and what is being recorded', async () => {
  const recorder = new Recorder()
  await recorder.start()
  recorder.stop()
  await vi.advanceTimersByTimeAsync(0)
  expect(recorder.now.is).toBe('there')
  recorder.drop()
  expect([recorder.now.is, await recorder.finish()]).toEqual(['nothing', null])
  await recorder.start()
  recorder.drop()
  await vi.advanceTimersByTimeAsync(61_000)
  expect([recorder.now.is, open]).toEqual(['nothing', 0])
})

it('lets go of a microphone that comes once the page is gone', async () => {
  let give: () => void = () => undefined
  leave = () => new Promise((resolve) => (give = resolve))
  const recorder = new Recorder()
  const started = recorder.start()
  expect(recorder.now.is).toBe('asking')
  recorder.drop()
  give()
  await started
  expect([recorder.now.is, open]).toEqual(['nothing', 0])
})

it('says what is wrong: no leave, or nothing that could be sent', async () => {
  const recorder = new Recorder()
  leave = () => Promise.reject(new DOMException('', 'NotAllowedError'))
  await recorder.start()
  expect(recorder.now).toEqual({ is: 'failed', why: 'forbidden' })
  leave = () => Promise.reject(new DOMException('', 'NotFoundError'))
  await recorder.start()
  expect(recorder.now).toEqual({ is: 'failed', why: 'broken' })
  leave = async () => undefined
  for (const [bytes, why] of [
    [110, 'short'],
    [1_000_001, 'broken'],
  ] as const) {
    Tape.bytes = bytes
    await recorder.start()
    expect(await recorder.finish()).toBeNull()
    expect(recorder.now).toEqual({ is: 'failed', why })
  }
})

it('is not offered where the browser records nothing that the server takes', () => {
  Tape.kinds = ['audio/mp4']
  expect(new Recorder().can).toBe(true)
  Tape.kinds = ['audio/x-caf']
  expect(new Recorder().can).toBe(false)
  vi.stubGlobal('MediaRecorder', undefined)
  expect(new Recorder().can).toBe(false)
})
