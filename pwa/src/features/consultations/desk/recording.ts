/** What a convener does with a meeting's record; each answers with the record as it then stands. */
import { call, type Reply } from '../../../api/client.ts'
import type { AttendedKind } from '../attended.ts'
import type { RecordDesk, RecordWords } from '../types.ts'

const path = (id: string) => ({ consultation_id: id })

export const readRecord = (id: string): Promise<Reply<RecordDesk>> =>
  call('get', '/api/desk/consultations/{consultation_id}/record', { path: path(id) })

export const roomCode = (id: string) =>
  call('get', '/api/desk/consultations/{consultation_id}/code', { path: path(id) })

const guestPath = (id: string, guest: string) => ({ consultation_id: id, guest_id: guest })

export const listGuests = (id: string) =>
  call('get', '/api/desk/consultations/{consultation_id}/guests', { path: path(id) })

export const enterGuest = (id: string, guest: string, said: { name: string; kind: AttendedKind }) =>
  call('put', '/api/desk/consultations/{consultation_id}/guests/{guest_id}', {
    path: guestPath(id, guest),
    body: said,
  })

export const remarkFor = (id: string, guest: string, remark: string, words: string) =>
  call('put', '/api/desk/consultations/{consultation_id}/guests/{guest_id}/remarks/{remark_id}', {
    path: { ...guestPath(id, guest), remark_id: remark },
    body: { words },
  })

export const keepSeat = (id: string, guest: string, said: { name: string; kind: AttendedKind }) =>
  call('put', '/api/desk/consultations/{consultation_id}/seats/{guest_id}', {
    path: guestPath(id, guest),
    body: said,
  })

export const giveUpSeat = (id: string, guest: string) =>
  call('delete', '/api/desk/consultations/{consultation_id}/seats/{guest_id}', {
    path: guestPath(id, guest),
  })

export const removeGuest = (id: string, guest: string) =>
  call('delete', '/api/desk/consultations/{consultation_id}/guests/{guest_id}', {
    path: guestPath(id, guest),
  })

export const listViews = (id: string) =>
  call('get', '/api/desk/consultations/{consultation_id}/views', { path: path(id) })

export const writeRecord = (id: string, words: RecordWords, basedOn: number): Promise<Reply<RecordDesk>> =>
  call('put', '/api/desk/consultations/{consultation_id}/record', {
    path: path(id),
    body: { words, basedOn },
  })

export const openRecord = (id: string, basedOn: number): Promise<Reply<RecordDesk>> =>
  call('put', '/api/desk/consultations/{consultation_id}/record/opening', {
    path: path(id),
    body: { basedOn },
  })

export const sealRecord = (id: string, basedOn: number): Promise<Reply<RecordDesk>> =>
  call('put', '/api/desk/consultations/{consultation_id}/record/seal', {
    path: path(id),
    body: { basedOn },
  })

export const answerRemark = (
  id: string,
  remark: string,
  said: { taken: boolean; words: string },
): Promise<Reply<RecordDesk>> =>
  call('put', '/api/desk/consultations/{consultation_id}/record/remarks/{remark_id}/answer', {
    path: { consultation_id: id, remark_id: remark },
    body: said,
  })

export const addAnnex = (id: string, annex: string, words: string): Promise<Reply<RecordDesk>> =>
  call('put', '/api/desk/consultations/{consultation_id}/record/annexes/{annex_id}', {
    path: { consultation_id: id, annex_id: annex },
    body: { words },
  })
