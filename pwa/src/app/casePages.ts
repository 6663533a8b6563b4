/** The pages of demands, with places and photos as stations have them: no feature knows another. */
import type { Component } from 'svelte'
import { spotNamed, spotsAround, spotsLike } from '../features/stations/around.ts'
import { moment } from '../features/stations/moment.svelte.ts'
import { prefectureAround } from '../features/stations/prefecture.ts'
import { translate } from '../i18n/cases.svelte.ts'
import { type CasePart, caseAt } from './caseRoutes.ts'
import { instead } from './router.svelte.ts'

const pieces = {
  mine: () => import('../features/cases/Cases.svelte'),
  raise: () => import('../features/cases/Raise.svelte'),
  case: () => import('../features/cases/Case.svelte'),
  concerns: () => import('../features/cases/Concerns.svelte'),
  concern: () => import('../features/cases/Concern.svelte'),
  desk: () => import('../features/cases/desk/Desk.svelte'),
}

const given = {
  moment,
  ongo: instead,
  around: prefectureAround,
  places: { around: spotsAround, like: spotsLike, named: spotNamed },
  photoPick: () => import('../features/stations/parts/PhotoPick.svelte'),
}

/** Null where there is no such page. */
export async function partOfCases(path: string) {
  const part = caseAt(path)
  if (!part) return null
  const [piece] = await Promise.all([pieces[part.name](), translate()])
  return {
    key: keyOf(part),
    component: piece.default as unknown as Component,
    given: { ...given, ...part } as Record<string, unknown>,
  }
}

/** The desk stays where it is while one after another is opened on it. */
const keyOf = (part: CasePart) => (part.name === 'desk' ? 'case desk' : JSON.stringify(part))
