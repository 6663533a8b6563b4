/** What second persons do with somebody's minutes. */
import { call } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'

export type ToDo = components['schemas']['HoursToDo']
export type ShiftHours = components['schemas']['ShiftHours']

export const list = () => call('get', '/api/desk/hours')

/** Who was there, with the list of ticks; the look goes on record. */
export const ticks = (shift: string) =>
  call('get', '/api/desk/shifts/{shift_id}/hours', { path: { shift_id: shift } })

export const confirm = (id: string) =>
  call('put', '/api/presences/{presence_id}/confirmation', { path: { presence_id: id } })

export async function decide({ id, kind }: ToDo, yes: boolean, why = '') {
  const body = { yes, why }
  return kind !== 'host' && kind !== 'county'
    ? call('put', '/api/service-claims/{claim_id}/decision', { path: { claim_id: id }, body })
    : call('put', '/api/presences/{presence_id}/decision', { path: { presence_id: id }, body })
}
