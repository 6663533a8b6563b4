/** Refusals as the server writes them (RFC 9457), told apart from the pages of gateways and captive portals. */
export interface Refusal {
  status: number
  /** For life; the app keeps a sentence under it. */
  code: string
  facts: Record<string, unknown>
}

const MEDIA_TYPE = 'application/problem+json'

/** What the server refused with; null where the answer is somebody else's. */
export async function refusalOf(answer: Response): Promise<Refusal | null> {
  if (!answer.headers.get('content-type')?.startsWith(MEDIA_TYPE)) return null
  const said: Partial<Refusal> | null = await answer.json().catch(() => null)
  return typeof said?.code === 'string'
    ? { status: answer.status, ...said, code: said.code, facts: said.facts ?? {} }
    : null
}
