/** Refusals as the server writes them: RFC 9457 problems, told apart by a code for life. */
import { refusalOf } from '../store/refusals.ts'
import type { components } from './schema.d.ts'

export type Problem = components['schemas']['Problem']

/** What the server refused with; null where the answer is somebody else's, such as a gateway's own page. */
export async function problemOf(answer: Response): Promise<Problem | null> {
  const refusal = await refusalOf(answer)
  return refusal && { type: '', ...refusal }
}
