/** Refusals as the server writes them: RFC 9457 problems, told apart by a code for life. */
import type { components } from './schema.d.ts'

export type Problem = components['schemas']['Problem']

const MEDIA_TYPE = 'application/problem+json'

/** What the server refused with; null where the answer is somebody else's, such as a gateway's own page. */
export async function problemOf(answer: Response): Promise<Problem | null> {
  if (!answer.headers.get('content-type')?.startsWith(MEDIA_TYPE)) return null
  const said: Partial<Problem> | null = await answer.json().catch(() => null)
  return typeof said?.code === 'string'
    ? { type: '', status: answer.status, ...said, code: said.code, facts: said.facts ?? {} }
    : null
}
