/** A file that the server hands out to whoever is signed in. */
import { ACTING_FOR, type Reply, send } from './client.ts'
import { problemOf } from './problems.ts'

export interface HandedOut {
  content: Blob
  name: string
}

/** The file, and what it wants to be called; `name` where the server does not say. */
export async function fetchFile(
  address: string,
  name: string,
  actingFor?: string,
): Promise<Reply<HandedOut>> {
  try {
    const headers = actingFor ? { [ACTING_FOR]: actingFor } : {}
    const answer = await send(address, { method: 'GET', headers })
    if (answer.ok) {
      const told = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
      return { is: 'done', value: { content: await answer.blob(), name: told ?? name } }
    }
    const problem = await problemOf(answer)
    return problem ? { is: 'refused', problem } : { is: 'offline' }
  } catch {
    return { is: 'offline' }
  }
}

/** Saves it as a link that is pressed would. */
export function save({ content, name }: HandedOut): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
