/** What a person says of their record, and what the desk does with it. */
import { call } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { mintId } from '../../store/ids.ts'
import { keepWritten } from '../../store/keeping.ts'
import type { Write } from '../../store/outbox.ts'

type Schemas = components['schemas']
export const DISPUTE = 'record_dispute'

/** What is found wrong: as much as the form shows of it; `line` is empty for a shift that is missing. */
export interface Doubted {
  line: string
  shift: string
  title: string
  startsAt: string
  minutes: number
}

type Said = Schemas['DisputeSaid']

export const keepDispute = (one: Doubted, body: Said, earlier: Write | null) =>
  keepWritten(earlier, (id) => ({
    id,
    kind: DISPUTE,
    about: one.title,
    path: `/api/record-disputes/${id}`,
    body,
    of: { line: one.line, startsAt: one.startsAt, minutes: String(one.minutes) },
    editAt: '/me/record',
  }))

/** What a dispute that waits is of, and what it says. */
export function disputeOf({ about, of, body }: Write): { one: Doubted; said: Said } {
  const said = body as Said
  const { line = '', startsAt = '', minutes } = (of ?? {}) as Record<string, string>
  return { one: { line, shift: said.shift, title: about, startsAt, minutes: Number(minutes) }, said }
}

export const witness = (id: string) =>
  call('get', '/api/record-disputes/{dispute_id}/witness', { path: { dispute_id: id } })

export const testify = (id: string, saw: boolean) =>
  call('put', '/api/record-disputes/{dispute_id}/witness', { path: { dispute_id: id }, body: { saw } })

/** A yes to sending one's service to the national system. */
export const agree = (id: string) =>
  call('put', '/api/me/consents/{consent}', { path: { consent: id }, body: { purpose: 'national_sync' } })

/** What only the record asks of a person; null takes it back. */
export const sayOfMyself = (body: Pick<Schemas['ProfileChanges'], 'sex' | 'skills'>) =>
  call('patch', '/api/me', { body })

export const takeOut = (id: string) =>
  call('delete', '/api/record-entries/{entry_id}', { path: { entry_id: id } })

export const desk = () => call('get', '/api/desk/records')

export const answer = (id: string, body: Schemas['DisputeAnswer']) =>
  call('put', '/api/record-disputes/{dispute_id}/answer', { path: { dispute_id: id }, body })

export const settle = (signup: string, why: string) =>
  call('put', '/api/signups/{signup_id}/settlement', { path: { signup_id: signup }, body: { why } })

export const claimFor = (id: string, body: Schemas['ServiceClaimSaid']) =>
  call('put', '/api/service-claims/{claim_id}', { path: { claim_id: id }, body })

export const enter = (id: string, body: Schemas['EntrySaid']) =>
  call('put', '/api/record-entries/{entry_id}', { path: { entry_id: id }, body })

/** Who was in a shift; the look goes on record. */
export const served = (shift: string) =>
  call('get', '/api/desk/shifts/{shift_id}/hours', { path: { shift_id: shift } })

export const take = (id: string, body: Schemas['TakingSaid']) =>
  call('put', '/api/record-takings/{claim_id}', { path: { claim_id: id }, body })

/** The shifts that are over in which the person had a seat. */
export const listShifts = () => call('get', '/api/me/signups', {})

export { mintId }
