/** The pages of 志愿, with what they need of stations: no feature knows another. */
import { moment } from '../features/stations/moment.svelte.ts'
import { prefectureAround } from '../features/stations/prefecture.ts'
import { type Page, page } from './pages.ts'

const pieces = {
  activities: () => import('../features/volunteering/Activities.svelte'),
  activity: () => import('../features/volunteering/Activity.svelte'),
}

const navigation = () => import('../features/stations/parts/NavigateSheet.svelte')

/** One activity, or all of them where `id` is empty. */
export async function pageOfActivities(id: string): Promise<Page> {
  return id
    ? page(`activity ${id}`, (await pieces.activity()).default, { id, navigation, moment })
    : page('activities', (await pieces.activities()).default, { around: prefectureAround, moment })
}
