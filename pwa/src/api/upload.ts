/** A long file on its way, with how much of it has arrived: `fetch` does not tell. */
import { accessToken } from '../store/session.ts'
import { dressed, type Reply } from './client.ts'
import { problemOf } from './problems.ts'

/** Twenty megabytes on a slow line. */
const PATIENCE_MS = 600_000

/** Puts a file to an address; `onpart` is told from 0 to 1. Never throws. */
export async function upload<Value>(
  address: string,
  file: Blob,
  onpart: (part: number) => void,
): Promise<Reply<Value>> {
  try {
    const token = await accessToken()
    let answer = await put(address, file, token, onpart)
    const next = answer.status === 401 && token !== null ? await accessToken(token) : null
    if (next !== null) answer = await put(address, file, next, onpart)
    if (answer.ok) return { is: 'done', value: await answer.json() }
    const problem = await problemOf(answer)
    return problem ? { is: 'refused', problem } : { is: 'offline' }
  } catch {
    return { is: 'offline' }
  }
}

function put(address: string, file: Blob, token: string | null, onpart: (part: number) => void) {
  return new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', address)
    request.timeout = PATIENCE_MS
    const headers = dressed(
      address,
      { method: 'PUT', headers: { accept: 'application/json' } },
      token,
    ).headers
    for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onpart(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const type = request.getResponseHeader('content-type') ?? ''
      resolve(
        new Response(request.responseText, { status: request.status, headers: { 'content-type': type } }),
      )
    }
    request.onerror = reject
    request.ontimeout = reject
    request.onabort = reject
    request.send(file)
  })
}
