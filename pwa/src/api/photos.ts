/** Sending a picture from a desk: the file itself is the body. */
import { mintId } from '../store/ids.ts'
import { type Reply, send } from './client.ts'
import { problemOf } from './problems.ts'

/** The id under which the server keeps it. */
export async function sendPicture(photo: Blob): Promise<Reply<string>> {
  const id = mintId()
  try {
    const answer = await send(`/api/photos/${id}`, { method: 'PUT', body: photo })
    if (answer.ok) return { is: 'done', value: id }
    const problem = await problemOf(answer)
    return problem ? { is: 'refused', problem } : { is: 'offline' }
  } catch {
    return { is: 'offline' }
  }
}
