/** What a counter asks and says of vouchers. */
import { call } from '../../../api/client.ts'

/** The counter mints the id: looking twice is one look, and the voucher is used by it. */
export const lookAt = (id: string, asked: { token: string } | { code: string }, within?: number) =>
  call('put', '/api/counter/locks/{lock_id}', {
    path: { lock_id: id },
    body: asked,
    ...(within ? { within } : {}),
  })

export const useUp = (id: string, within?: number) =>
  call('put', '/api/counter/locks/{lock_id}/use', {
    path: { lock_id: id },
    ...(within ? { within } : {}),
  })

export const readDay = () => call('get', '/api/counter/uses')

export const askUndo = (id: string, why: string) =>
  call('put', '/api/counter/uses/{use_id}/undo', { path: { use_id: id }, body: { why } })

export const confirmUndo = (id: string) =>
  call('put', '/api/counter/uses/{use_id}/undo/confirmation', { path: { use_id: id } })

export const refuseUndo = (id: string, why: string) =>
  call('put', '/api/counter/uses/{use_id}/undo/refusal', { path: { use_id: id }, body: { why } })
