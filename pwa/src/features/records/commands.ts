/** What a person says of their record, and what the desk does with it. */
import { call } from '../../api/client.ts'
import type { components, operations } from '../../api/schema.d.ts'
import { mintId } from '../../store/ids.ts'

type Schemas = components['schemas']
/** Disputes of other things have the same name. */
type Said = operations['disputeRecord']['requestBody']['content']['application/json']

export const read = () => call('get', '/api/me/record')

export const dispute = (id: string, body: Said) =>
  call('put', '/api/record-disputes/{dispute_id}', { path: { dispute_id: id }, body })

export const witness = (id: string) =>
  call('get', '/api/record-disputes/{dispute_id}/witness', { path: { dispute_id: id } })

export const testify = (id: string, saw: boolean) =>
  call('put', '/api/record-disputes/{dispute_id}/witness', { path: { dispute_id: id }, body: { saw } })

/** A yes to sending one's service to the national system. */
export const agree = (id: string) =>
  call('put', '/api/me/consents/{consent}', { path: { consent: id }, body: { purpose: 'national_sync' } })

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
