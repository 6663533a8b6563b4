/** What a supervisor takes along. */
import { type Reply, send } from './client.ts'
import { problemOf } from './problems.ts'

export async function exportOversight(
  division: string,
  concern: string | null,
  format: 'csv' | 'xlsx',
): Promise<Reply<Blob>> {
  const query = new URLSearchParams({ division, format, ...(concern && { concern }) })
  try {
    const answer = await send(`/api/oversight/export?${query}`, { method: 'GET' }, 120_000)
    if (answer.ok) return { is: 'done', value: await answer.blob() }
    const problem = await problemOf(answer)
    return problem ? { is: 'refused', problem } : { is: 'offline' }
  } catch {
    return { is: 'offline' }
  }
}
