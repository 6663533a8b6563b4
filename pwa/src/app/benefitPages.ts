/** The pages of benefits, with the camera and the codes of 志愿: no feature knows another. */
import type { Component } from 'svelte'
import { moment } from '../features/stations/moment.svelte.ts'
import { translate } from '../i18n/benefits.svelte.ts'
import type { PartOfBenefits } from './accountRoutes.ts'
import { instead } from './router.svelte.ts'

const pieces = {
  benefits: () => import('../features/benefits/Benefits.svelte'),
  benefit: () => import('../features/benefits/Benefit.svelte'),
  voucher: () => import('../features/benefits/Voucher.svelte'),
  counter: () => import('../features/benefits/counter/Counter.svelte'),
  today: () => import('../features/benefits/counter/Today.svelte'),
  statements: () => import('../features/benefits/statements/Statements.svelte'),
  benefitDesk: () => import('../features/benefits/desk/Desk.svelte'),
  forThem: () => import('../features/benefits/desk/ForThem.svelte'),
}
const finder = () => import('../features/volunteering/scanning/Finder.svelte')
const qr = () => import('../features/volunteering/scanning/Qr.svelte')

const photoPick = () => import('../features/stations/parts/PhotoPick.svelte')

/** What stands behind the counter's address for the list of today's uses. */
const TODAY = 'today'

export async function partOfBenefits(name: PartOfBenefits, wanted: string) {
  const piece = pieceOf(name, wanted)
  const [made] = await Promise.all([pieces[piece](), translate()])
  return {
    key: `${piece} ${name === 'benefitDesk' ? '' : wanted}`,
    component: made.default as unknown as Component,
    given: { wanted, moment, ongo: instead, finder, qr, photoPick },
  }
}

/** The wallet without a voucher's id is the list of all that there is. */
function pieceOf(name: PartOfBenefits, wanted: string): keyof typeof pieces {
  if (name === 'counter') return wanted === TODAY ? TODAY : 'counter'
  if (name === 'benefitDesk' || name === 'forThem' || name === 'statements') return name
  if (!wanted) return 'benefits'
  return name === 'voucher' ? 'voucher' : 'benefit'
}
