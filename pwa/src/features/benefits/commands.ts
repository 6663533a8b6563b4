/** What somebody does with benefits and vouchers. */
import { call } from '../../api/client.ts'

export const consent = (id: string, provider: string) =>
  call('put', '/api/me/consents/{consent}', {
    path: { consent: id },
    body: { purpose: `partner:${provider}` },
  })

export const readBenefit = (id: string) =>
  call('get', '/api/benefits/{benefit_id}', { path: { benefit_id: id } })

/** The phone mints the id: asked for twice it is there once. */
export const take = (id: string, benefit: string) =>
  call('put', '/api/vouchers/{voucher_id}', { path: { voucher_id: id }, body: { benefit } })

export const cancel = (id: string) =>
  call('put', '/api/vouchers/{voucher_id}/cancellation', { path: { voucher_id: id } })
