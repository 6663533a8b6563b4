/** What is kept of a person, handed out. */
import { type Reply, send } from './client.ts'
import { problemOf } from './problems.ts'

/** The ZIP of everything, and what it wants to be called. */
export async function exportMe(): Promise<Reply<{ content: Blob; name: string }>> {
  try {
    const answer = await send('/api/me/export', { method: 'GET' })
    if (answer.ok) {
      const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
      return { is: 'done', value: { content: await answer.blob(), name: name ?? 'xiangyi.zip' } }
    }
    const problem = await problemOf(answer)
    return problem ? { is: 'refused', problem } : { is: 'offline' }
  } catch {
    return { is: 'offline' }
  }
}
