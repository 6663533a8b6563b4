/** Signing in. */
import { patiently } from '../store/patience.ts'
import { begin, type SessionAnswer, tellOfLeaving } from '../store/session.ts'
import { call, type Reply } from './client.ts'
import { problemOf } from './problems.ts'
import type { components } from './schema.d.ts'

type Told = components['schemas']
/** What the phone keeps of a session is what the server tells, to the letter. */
type Exactly<One, Other> = [One, Other] extends [Other, One] ? true : never
true satisfies Exactly<Told['Session'], SessionAnswer>

export type CastMember = Told['CastMember']

export function sendCode(phone: string): Promise<Reply<Told['CodeSent']>> {
  return call('post', '/api/session/codes', { body: { phone } })
}

export function signIn(phone: string, code: string): Promise<Reply<Told['Me']>> {
  return open('/api/session', { phone, code, device: label() })
}

/** In a demonstration only. */
export function becomePerson(person: string): Promise<Reply<Told['Me']>> {
  return open(`/api/demo/cast/${encodeURIComponent(person)}`)
}

export function listCast(): Promise<Reply<Told['Cast']>> {
  return call('get', '/api/demo/cast')
}

/** Signs in at a door that answers with a session. */
export async function open(path: string, body?: object): Promise<Reply<Told['Me']>> {
  try {
    // The cookie of a sign-out that the server never heard of is about to be written over.
    await tellOfLeaving()
    const answer = await patiently(path, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const problem = answer.ok ? null : await problemOf(answer)
    if (problem) return { is: 'refused', problem }
    const me = await begin(answer)
    return me ? { is: 'done', value: me } : { is: 'offline' }
  } catch {
    return { is: 'offline' }
  }
}

/** What the list of devices calls this one, as "Android, Chrome": no version, no model. */
export function label(agent: string = navigator.userAgent): string {
  const first = (kinds: Record<string, string>) =>
    Object.entries(kinds).find(([, sign]) => new RegExp(sign).test(agent))?.[0]
  const system = first({
    HarmonyOS: 'HarmonyOS|OpenHarmony',
    Android: 'Android',
    iPhone: 'iPhone',
    iPad: 'iPad',
    Windows: 'Windows',
    Mac: 'Macintosh',
    Linux: 'Linux',
  })
  const browser = first({
    微信: 'MicroMessenger',
    Edge: 'Edg',
    QQ: 'QQBrowser',
    UC: 'UCBrowser',
    Firefox: 'Firefox|FxiOS',
    Chrome: 'Chrome|CriOS',
    Safari: 'Safari',
  })
  return [system, browser].filter(Boolean).join(', ')
}
