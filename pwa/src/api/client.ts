/** Asking the server as whoever is signed in, with the types of its own document. */
import { acting, actingRefused } from '../store/acting.ts'
import { patiently } from '../store/patience.ts'
import { accessToken, untilLeaving } from '../store/session.ts'
import { problemOf } from './problems.ts'
import type { paths } from './schema.d.ts'
import type { Offline, Refused } from './stations.ts'

export type Done<Value> = { is: 'done'; value: Value }
export type Reply<Value> = Done<Value> | Refused | Offline

type Verb = 'get' | 'put' | 'post' | 'patch' | 'delete'
type At<Path extends keyof paths, V extends Verb> = paths[Path][V]
type Content<Told> = Told extends { content: { 'application/json': infer Body } } ? Body : undefined
/** What the operation answers when it does what it was asked. */
export type Answer<Operation> = Operation extends { responses: infer Told }
  ? Content<Told[keyof Told & (200 | 201 | 204)]>
  : never
type Part<Operation, Where extends string> = Operation extends { parameters: infer Parts }
  ? Where extends keyof Parts
    ? NonNullable<Parts[Where]>
    : never
  : never
export interface Given<Operation> {
  path?: Part<Operation, 'path'>
  query?: Part<Operation, 'query'>
  body?: Operation extends { requestBody?: infer Body } ? Content<NonNullable<Body>> : never
  /** What is sent as it is, and may be long on its way. */
  file?: Blob
  /** The account for whom a clerk asks, where the operation would be their own. */
  actingFor?: string
  /** Milliseconds that the answer may take, where the server has long to work for it. */
  within?: number
}

/** Twenty megabytes on a slow line. */
const FILE_MS = 600_000

/** Calls one operation; `path` as it stands in the document. Never throws. */
export async function call<Path extends keyof paths, V extends Verb>(
  verb: V,
  path: Path,
  given: Given<At<Path, V>> = {},
): Promise<Reply<Answer<At<Path, V>>>> {
  const init: RequestInit = { method: verb.toUpperCase(), headers: { accept: 'application/json' } }
  if (given.body !== undefined) {
    init.body = JSON.stringify(given.body)
    init.headers = { ...init.headers, 'content-type': 'application/json' }
  }
  if (given.file) init.body = given.file
  if (given.actingFor) init.headers = { ...init.headers, [ACTING_FOR]: given.actingFor }
  try {
    const answer = await send(addressOf(path, given), init, given.within ?? (given.file && FILE_MS))
    if (answer.ok) return { is: 'done', value: answer.status === 204 ? undefined : await answer.json() }
    const problem = await problemOf(answer)
    const person = acting()
    if (problem?.code === 'acting_for_refused' && person) actingRefused(person.account)
    return problem ? { is: 'refused', problem } : { is: 'offline' }
  } catch {
    return { is: 'offline' }
  }
}

/**
 * Sends with the access token, and once more with a new one where the server would not take it.
 * Throws where nobody answers, or where somebody is signed in and cannot be shown to be.
 */
export async function send(address: string, init: RequestInit, within?: number): Promise<Response> {
  const token = await accessToken()
  const answer = await patiently(address, dressed(address, init, token), within)
  if (answer.status !== 401 || token === null) return answer
  const next = await accessToken(token)
  return next === null ? answer : patiently(address, dressed(address, init, next), within)
}

/** Names the account for whom a clerk asks. */
export const ACTING_FOR = 'x-acting-for'
/** What a clerk does as themselves even while they act for somebody: their own account, and their office. */
const ONES_OWN = /^\/api\/(?:me|session|demo|kept|roles|organisations|audit)(?:[/?]|$)/

/** With who sends it. */
export function dressed(address: string, init: RequestInit, token: string | null): RequestInit {
  const headers = new Headers(init.headers)
  if (token !== null) headers.set('authorization', `Bearer ${token}`)
  const person = acting()
  if (person && init.method !== 'GET' && !ONES_OWN.test(address) && !headers.has(ACTING_FOR))
    headers.set(ACTING_FOR, person.account)
  return token === null ? { ...init, headers } : { ...init, headers, signal: untilLeaving() }
}

function addressOf(
  path: string,
  { path: named = {}, query = {} }: { path?: object; query?: object },
): string {
  const filled = Object.entries(named).reduce(
    (address, [name, value]) => address.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  )
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') asked.set(name, String(value))
  return asked.size > 0 ? `${filled}?${asked}` : filled
}
