/** The pages of demands, with places and photos as stations have them: no feature knows another. */
import type { Component } from 'svelte'
import { divisionWithin, findDivisions } from '../api/finding.ts'
import { type Spot, spotNamed, spotsAround, spotsLike } from '../features/stations/around.ts'
import { moment } from '../features/stations/moment.svelte.ts'
import { prefectureAround } from '../features/stations/prefecture.ts'
import { translate } from '../i18n/cases.svelte.ts'
import { translate as translateForms } from '../i18n/forms.svelte.ts'
import { type CasePart, caseAt } from './caseRoutes.ts'
import { instead } from './router.svelte.ts'

const pieces = {
  mine: () => import('../features/cases/Cases.svelte'),
  raise: () => import('../features/cases/Raise.svelte'),
  case: () => import('../features/cases/Case.svelte'),
  concerns: () => import('../features/cases/Concerns.svelte'),
  concern: () => import('../features/cases/Concern.svelte'),
  board: () => import('../features/cases/Board.svelte'),
  owed: () => import('../features/cases/desk/Owed.svelte'),
  desk: () => import('../features/cases/desk/Desk.svelte'),
  charters: () => import('../features/consultations/charters/Charters.svelte'),
  charter: () => import('../features/consultations/charters/Charter.svelte'),
}

/** What the phone knows; where that is nothing, and there is a network, any division. */
async function like(text: string): Promise<Spot[]> {
  const held = await spotsLike(text)
  if (held.length > 0) return held
  const reply = await findDivisions(text)
  const found = reply.is === 'done' ? reply.value : []
  return Promise.all(
    found.map(async ({ key, name }) => {
      return { key, name, within: await divisionWithin({ key, name }), station: null, division: key }
    }),
  )
}

const given = {
  moment,
  ongo: instead,
  around: prefectureAround,
  places: { around: spotsAround, like, named: spotNamed },
  charters: () => import('../features/consultations/charters/OfConcern.svelte'),
  photoPick: () => import('../features/stations/parts/PhotoPick.svelte'),
}

/** Null where there is no such page. */
export async function partOfCases(path: string) {
  const part = caseAt(path)
  if (!part) return null
  const [piece] = await Promise.all([pieces[part.name](), translate(), translateForms()])
  return {
    key: keyOf(part),
    component: piece.default as unknown as Component,
    given: { ...given, ...part } as Record<string, unknown>,
  }
}

/** The desk stays where it is while one after another is opened on it. */
const keyOf = (part: CasePart) => (part.name === 'desk' ? 'case desk' : JSON.stringify(part))
