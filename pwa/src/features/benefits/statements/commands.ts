/** What is asked and said of a provider's monthly statement. */
import { call } from '../../../api/client.ts'
import { fetchFile } from '../../../api/files.ts'
import type { components } from '../../../api/schema.d.ts'

type Schemas = components['schemas']
export type Statement = Schemas['StatementShown']
export type StatementLine = Schemas['StatementShown']['lines'][number]
export type Dispute = Schemas['StatementDisputeShown']
export type Answer = Dispute['answers'][number]['answer']

export const readDesk = () => call('get', '/api/desk/statements')

export const readStatement = (organisation: string, month: string, skip = 0) =>
  call('get', '/api/desk/organisations/{organisation_id}/statements/{month}', {
    path: { organisation_id: organisation, month },
    query: { skip },
  })

export const fetchStatement = (organisation: string, month: string, ending: string) =>
  fetchFile(
    `/api/desk/organisations/${organisation}/statements/${month}/statement.${ending}`,
    `statement-${month}.${ending}`,
  )

export const dispute = (id: string, line: string, words: string) =>
  call('put', '/api/statement-disputes/{dispute_id}', { path: { dispute_id: id }, body: { line, words } })

/** It is settled once two say the same. */
export const answer = (dispute_: string, id: string, said: Answer, why: string) =>
  call('put', '/api/statement-disputes/{dispute_id}/answers/{answer_id}', {
    path: { dispute_id: dispute_, answer_id: id },
    body: { answer: said, why },
  })
