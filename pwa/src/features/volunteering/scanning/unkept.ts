/** A scan that the phone cannot keep, as when it is full: it is sent at once, as the outbox would send it. */
import { type Reply, send } from '../../../api/client.ts'
import { problemOf } from '../../../api/problems.ts'
import { deviceKey } from '../../../store/device.ts'
import { askTime, timed } from '../../../store/serverClock.ts'
import type { Read, ScanTaken } from './commands.ts'

/** Under the same `id` it may be sent as often as it takes. */
export async function sendScan(id: string, read: Read): Promise<Reply<ScanTaken>> {
  // Of a phone that is full from the beginning there is none.
  const key = await deviceKey().catch(() => '')
  try {
    await askTime(read)
    const answer = await send(`/api/scans/${id}`, {
      method: 'PUT',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(key && { 'x-device-key': key }),
      },
      body: JSON.stringify(timed(read)),
    })
    if (answer.ok) return { is: 'done', value: await answer.json() }
    const problem = await problemOf(answer)
    return problem ? { is: 'refused', problem } : { is: 'offline' }
  } catch {
    return { is: 'offline' }
  }
}
