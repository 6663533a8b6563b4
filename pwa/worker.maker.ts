/** The service worker as a browser runs it, for tests. */
import { vi } from 'vitest'

/** Named apart, because the worker is checked against another library than this test. */
const SCRIPT: string = './src/worker/sw.ts'

/** What the worker finds around itself, and what it did with an event. */
export class Scope extends EventTarget {
  location = { origin: 'https://xiangyi.example' }

  /** Fires an event and waits for all that it set going. */
  async fire(type: string, fields: object = {}): Promise<Response | undefined> {
    const waits: Promise<unknown>[] = []
    let answer: Promise<Response> | undefined
    const event = Object.assign(new Event(type), fields, {
      waitUntil: (promise: Promise<unknown>) => waits.push(promise),
      respondWith: (response: Promise<Response>) => {
        answer = response
      },
    })
    this.dispatchEvent(event)
    await Promise.all(waits)
    return answer
  }
}

/** The worker of a build, as the browser starts it. */
export async function start<Around extends Scope>(
  around: Around,
  version = '1',
  shell: string[] = [],
): Promise<Around> {
  vi.stubGlobal('self', around)
  vi.stubGlobal('__VERSION__', version)
  vi.stubGlobal('__PRECACHE__', shell)
  vi.resetModules()
  await import(SCRIPT)
  return around
}
