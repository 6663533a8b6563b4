/** What supervisors do with odd hours and with the months' samples. */
import { call } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'

export type Sign = components['schemas']['SignShown']
export type Sampled = components['schemas']['SampledShown']
export type Person = components['schemas']['SampledPerson']
export type Result = NonNullable<Sampled['result']>
export const RESULTS = ['confirmed', 'unconfirmed', 'unreached'] as const satisfies Result[]

/** Each look goes on record. */
export const signs = () => call('get', '/api/desk/watch')

export const lookInto = ({ id }: Sign, why: string) =>
  call('put', '/api/desk/watch/{sign_id}/look', { path: { sign_id: id }, body: { why } })

export const samples = () => call('get', '/api/desk/samples')

export const personOf = ({ id }: Sampled) =>
  call('get', '/api/desk/samples/{line_id}/person', { path: { line_id: id } })

export const check = ({ id }: Sampled, result: Result) =>
  call('put', '/api/desk/samples/{line_id}', { path: { line_id: id }, body: { result } })
