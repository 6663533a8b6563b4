/** What somebody may have and the vouchers that they hold, asked of the server and kept for airplane mode. */
import { call, type Reply } from '../../api/client.ts'
import { writing } from '../../store/database.ts'
import { heldFile } from '../../store/held.ts'
import { keepPictures } from '../../store/pictures.ts'
import { accountNow } from '../../store/whose.ts'
import { aheadOf } from './clocks.ts'
import type { Mine, Voucher } from './types.ts'

export interface Kept {
  /** When the server said so, in epoch milliseconds of this phone's clock. */
  at: number
  /** By how much the server's clock was ahead of it then; what was kept before this was noted has none. */
  aheadMs?: number
  mine: Mine
  /** Those that are good first, then the latest. */
  vouchers: Voucher[]
  /** Leads on to earlier vouchers, where there are any; what was kept before this was told has none. */
  next?: string | null
}

const FILE = 'benefits'

export async function keptBenefits(): Promise<Kept | null> {
  const file = await heldFile(FILE).catch(() => null)
  return file && file.path === accountNow() ? (JSON.parse(file.text) as Kept) : null
}

export const readEarlier = (before: string) => call('get', '/api/me/vouchers', { query: { before } })

/** A phone that lets nothing be kept still shows what came. */
export async function readBenefits(now: Date): Promise<Reply<Kept>> {
  const whose = accountNow()
  const [mine, vouchers] = await Promise.all([
    call('get', '/api/me/benefits'),
    call('get', '/api/me/vouchers'),
  ])
  if (mine.is !== 'done') return mine
  if (vouchers.is !== 'done') return vouchers
  const value: Kept = {
    at: now.getTime(),
    aheadMs: aheadOf(Date.parse(mine.value.asOf)),
    mine: mine.value,
    vouchers: vouchers.value.items,
    next: vouchers.value.next,
  }
  await keepBenefits(value, whose)
  void letGo(value)
  return { is: 'done', value }
}

export async function keepBenefits(value: Kept, whose: string | null): Promise<void> {
  if (whose !== null && whose === accountNow())
    await writing(['files'], (open) =>
      open('files').put({ path: whose, text: JSON.stringify(value) }, FILE),
    ).catch(() => undefined)
}

/** The same with a voucher that has just been taken. */
export const holding = (kept: Kept, voucher: Voucher): Kept => ({
  ...kept,
  vouchers: [voucher, ...kept.vouchers.filter(({ id }) => id !== voucher.id)],
})

/** Of pictures that were looked at, those stay whose benefits somebody may have or has. */
async function letGo({ mine, vouchers }: Kept): Promise<void> {
  const benefits = [...mine.offers, ...vouchers].map(({ benefit }) => benefit)
  const named = benefits.flatMap(({ picture }) => picture?.digest ?? [])
  await keepPictures('benefits', named, []).catch(() => undefined)
}
