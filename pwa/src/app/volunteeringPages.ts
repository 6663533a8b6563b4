/** The pages of 志愿, with what they need of stations: no feature knows another. */

import { atTheDoor } from '../features/stations/desk/atTheDoor.ts'
import { moment } from '../features/stations/moment.svelte.ts'
import { prefectureAround } from '../features/stations/prefecture.ts'
import { here } from '../features/stations/where.svelte.ts'
import { type Page, page } from './pages.ts'
import { instead } from './router.svelte.ts'

const pieces = {
  activities: () => import('../features/volunteering/Activities.svelte'),
  activity: () => import('../features/volunteering/Activity.svelte'),
  scan: () => import('../features/volunteering/scanning/Scan.svelte'),
}

const navigation = () => import('../features/stations/parts/NavigateSheet.svelte')

/** One activity, or all of them where `id` is empty. */
export async function pageOfActivities(id: string): Promise<Page> {
  return id
    ? page(`activity ${id}`, (await pieces.activity()).default, { id, navigation, moment })
    : page('activities', (await pieces.activities()).default, { around: prefectureAround, here, moment })
}

/** What came of a code that was read; without one, the scanner. */
export async function pageOfScan(token: string): Promise<Page> {
  return page(`in ${token}`, (await pieces.scan()).default, { token, near: atTheDoor, ongo: instead })
}
