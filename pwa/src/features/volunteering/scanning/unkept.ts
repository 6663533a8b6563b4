/** What the phone cannot keep, as when it is full: it is sent at once, as the outbox would send it. */
import { type Reply, send } from '../../../api/client.ts'
import { problemOf } from '../../../api/problems.ts'
import { deviceKey } from '../../../store/device.ts'
import { askTime, timed } from '../../../store/serverClock.ts'
import { type Read, type ScanTaken, type TickTaken, tickPath } from './commands.ts'

/** Under the same `id` it may be sent as often as it takes. */
export const sendScan = (id: string, read: Read) => sendNow<ScanTaken>(`/api/scans/${id}`, read)

/** Whether somebody is there, and when that was said. */
export interface Said {
  there: boolean
  at: string
}

export const sendTick = (shift: string, signUp: string, said: Said) =>
  sendNow<TickTaken>(tickPath(shift, signUp), said)

async function sendNow<T>(path: string, body: Read | Said): Promise<Reply<T>> {
  // Of a phone that is full from the beginning there is none.
  const key = await deviceKey().catch(() => '')
  try {
    await askTime(body)
    const answer = await send(path, {
      method: 'PUT',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(key && { 'x-device-key': key }),
      },
      body: JSON.stringify(timed(body)),
    })
    if (answer.ok) return { is: 'done', value: await answer.json() }
    const problem = await problemOf(answer)
    return problem ? { is: 'refused', problem } : { is: 'offline' }
  } catch {
    return { is: 'offline' }
  }
}
