/** What a clerk asks and does about benefits for somebody without a phone, whose account each call names. */
import { call, type Reply } from '../../../api/client.ts'
import { fetchFile } from '../../../api/files.ts'
import { aheadOf } from '../clocks.ts'
import type { Mine, Voucher } from '../types.ts'
import { spaced } from '../words.ts'

export interface Theirs {
  mine: Mine
  /** By how much the server's clock is ahead of this phone's. */
  aheadMs: number
  /** Those that are good first, then the latest. */
  vouchers: Voucher[]
  /** Providers who may learn of them, with the consent that says so. */
  agreed: { consent: string; name: string }[]
}

const PARTNER = 'partner:'

export async function readTheirs(actingFor: string): Promise<Reply<Theirs>> {
  const [mine, vouchers, consents] = await Promise.all([
    call('get', '/api/me/benefits', { actingFor }),
    call('get', '/api/me/vouchers', { actingFor }),
    call('get', '/api/me/consents', { actingFor }),
  ])
  if (mine.is !== 'done') return mine
  if (vouchers.is !== 'done') return vouchers
  if (consents.is !== 'done') return consents
  const { items } = vouchers.value
  const held = consents.value.items.filter(
    ({ purpose, withdrawnAt }) => withdrawnAt === null && purpose.startsWith(PARTNER),
  )
  /** One of each: with it goes whatever else they said yes with to the same. */
  const agreed = new Map(held.map(({ id, purpose, partner }) => [purpose, { consent: id, name: partner }]))
  return {
    is: 'done',
    value: {
      mine: mine.value,
      aheadMs: aheadOf(Date.parse(mine.value.asOf)),
      vouchers: items,
      agreed: [...agreed.values()],
    },
  }
}

/** Their yes, said at the counter: the server writes down who recorded it. */
export const consentFor = (actingFor: string, id: string, provider: string) =>
  call('put', '/api/me/consents/{consent}', {
    path: { consent: id },
    body: { purpose: PARTNER + provider },
    actingFor,
  })

/** Off their identity card, for what is given from some age on. */
export const tellBirth = (actingFor: string, bornOn: string) =>
  call('patch', '/api/me', { body: { bornOn }, actingFor })

export const takeConsentBack = (actingFor: string, consent: string) =>
  call('post', '/api/me/consents/{consent}/withdrawal', { path: { consent }, actingFor })

export const takeFor = (actingFor: string, id: string, benefit: string) =>
  call('put', '/api/vouchers/{voucher_id}', { path: { voucher_id: id }, body: { benefit }, actingFor })

export const cancelFor = (actingFor: string, id: string) =>
  call('put', '/api/vouchers/{voucher_id}/cancellation', { path: { voucher_id: id }, actingFor })

export const paperFor = (actingFor: string, { id, code }: Voucher) =>
  fetchFile(`/api/vouchers/${id}/voucher.pdf`, `${spaced(code)}.pdf`, actingFor)
