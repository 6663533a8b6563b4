/** What a convener does with a meeting's record; each answers with the record as it then stands. */
import { call, type Reply } from '../../../api/client.ts'
import type { RecordDesk, RecordWords } from '../types.ts'

const path = (id: string) => ({ consultation_id: id })

export const readRecord = (id: string): Promise<Reply<RecordDesk>> =>
  call('get', '/api/desk/consultations/{consultation_id}/record', { path: path(id) })

export const roomCode = (id: string) =>
  call('get', '/api/desk/consultations/{consultation_id}/code', { path: path(id) })

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
