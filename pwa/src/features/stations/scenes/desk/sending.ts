/** Sending the picture of a guide: the file itself is the body. */
import { type Reply, send } from '../../../../api/client.ts'
import { problemOf } from '../../../../api/problems.ts'
import { mintId } from '../../../../store/ids.ts'

/** The id under which the server keeps it. */
export async function sendGuide(photo: Blob): Promise<Reply<string>> {
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
