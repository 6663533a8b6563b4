/** The pages of meetings, with what they need of stations: no feature knows another. */
import type { Component } from 'svelte'
import { moment } from '../features/stations/moment.svelte.ts'
import { placesNamed, stationName, stationsLike } from '../features/stations/naming.ts'
import { prefectureAround } from '../features/stations/prefecture.ts'
import { service } from '../features/stations/queries.ts'
import { here } from '../features/stations/where.svelte.ts'
import { translate } from '../i18n/forms.svelte.ts'
import type { Points } from '../ui/point/position.ts'
import type { Page } from './pages.ts'

const pieces = {
  meetings: () => import('../features/consultations/Meetings.svelte'),
  forms: () => import('../features/consultations/Forms.svelte'),
  meeting: () => import('../features/consultations/Meeting.svelte'),
}

/** What people asked for together, on the page of meetings. */
const demands = () => import('../features/cases/parts/UnderWay.svelte')
const navigation = () => import('../features/stations/parts/NavigateSheet.svelte')

/** One meeting, or all of them where `id` is empty; or what each form of them asks. */
export async function pageOfConsultations(id: string): Promise<Page> {
  if (id) await translate()
  if (id === 'forms') return page('consultation-forms', (await pieces.forms()).default, {})
  return id
    ? page(`consultation ${id}`, (await pieces.meeting()).default, { id, navigation, moment })
    : page('consultations', (await pieces.meetings()).default, { around: prefectureAround, moment, demands })
}

const points: Points = {
  find: placesNamed,
  tiles: () => service()?.tiles ?? null,
  around: here,
  map: () => import('../features/stations/parts/PointMap.svelte'),
}

export const ofConveners = {
  points,
  moment,
  stationName,
  qr: () => import('../features/volunteering/scanning/Qr.svelte'),
  findStations: async (text: string) => ({ is: 'done' as const, ...(await stationsLike(text)) }),
}

function page<Given extends object>(key: string, component: Component<Given>, given: Given): Page {
  return { key, component: component as unknown as Page['component'], given: given as Page['given'] }
}
