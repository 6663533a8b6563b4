/** What a host does with an activity; each answers with the activity as it then stands. */
import { call, type Reply } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'

export type OneDesk = components['schemas']['ActivityDesk']
export type Volunteer = components['schemas']['Volunteer']

const path = (id: string) => ({ activity_id: id })

export const list = (q: string) => call('get', '/api/desk/activities', { query: { q } })

export const read = (id: string): Promise<Reply<OneDesk>> =>
  call('get', '/api/desk/activities/{activity_id}', { path: path(id) })

export const submit = ({ id, revision }: OneDesk): Promise<Reply<OneDesk>> =>
  call('put', '/api/activities/{activity_id}/submission', { path: path(id), body: { basedOn: revision } })

export const withdraw = ({ id }: OneDesk): Promise<Reply<OneDesk>> =>
  call('delete', '/api/activities/{activity_id}/submission', { path: path(id) })

export const approve = ({ id, revision }: OneDesk): Promise<Reply<OneDesk>> =>
  call('put', '/api/activities/{activity_id}/approval', { path: path(id), body: { basedOn: revision } })

export const sendBack = ({ id }: OneDesk, why: string): Promise<Reply<OneDesk>> =>
  call('put', '/api/activities/{activity_id}/return', { path: path(id), body: { why } })

export const cancel = ({ id }: OneDesk, reason: string): Promise<Reply<OneDesk>> =>
  call('put', '/api/activities/{activity_id}/cancellation', { path: path(id), body: { reason } })

export const close = ({ id }: OneDesk): Promise<Reply<OneDesk>> =>
  call('put', '/api/activities/{activity_id}/closing', { path: path(id) })

export const volunteers = (shift: string) =>
  call('get', '/api/shifts/{shift_id}/signups', { path: { shift_id: shift } })

export const giveSeat = (signup: string) =>
  call('put', '/api/signups/{signup_id}/seat', { path: { signup_id: signup } })

export const save = (id: string, facts: OneDesk['facts'], basedOn: number): Promise<Reply<OneDesk>> =>
  call('put', '/api/activities/{activity_id}', { path: path(id), body: { facts, basedOn } })

/** The draft is gone for everybody; what it said is erased. */
export const remove = ({ id }: OneDesk): Promise<Reply<unknown>> =>
  call('delete', '/api/activities/{activity_id}', { path: path(id) })
