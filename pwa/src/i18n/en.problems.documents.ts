import type { zhCNDocumentProblems } from './zh-CN.problems.documents.ts'

/** What the refusals about service records say to a person. */
export const enDocumentProblems: Record<keyof typeof zhCNDocumentProblems, readonly [string, string]> = {
  document_not_found: [
    'This service record was not found',
    'See whether the number was copied right, or open it again from your records.',
  ],
  document_id_taken: [
    'Not issued: this one was used for another record',
    'Go back to your records and try again.',
  ],
  document_revoked: ['This service record has been revoked', 'Get a new one.'],
  document_period_unusable: [
    'Not issued: the dates do not fit',
    'The first cannot be after the last, nor after today.',
  ],
  issuer_may_not: [
    'Not issued: this organisation cannot certify',
    'Companies and organisations that have closed issue no records. Choose another one.',
  ],
  nothing_served: [
    'Not issued: nothing stands in the ledger for this time',
    'Choose another time or another organisation.',
  ],
  hours_too_many: [
    'Not issued: not so many hours are proved',
    '{most} h are proved: ask for no more than that.',
  ],
  name_needed: ['Not issued: your name is missing', 'Say it in your profile first.'],
  id_number_needed: [
    'Not issued: your identity number is missing',
    'Say it in your profile first, or leave it off.',
  ],
}
