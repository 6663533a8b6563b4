/** The page on which anybody checks a service record, with the camera of 志愿: no feature knows another. */
import { moment } from '../features/stations/moment.svelte.ts'
import { type Page, page } from './pages.ts'
import { instead } from './router.svelte.ts'

const pieces = {
  check: () => import('../features/documents/Check.svelte'),
  finder: () => import('../features/volunteering/scanning/Finder.svelte'),
  qr: () => import('../features/volunteering/scanning/Qr.svelte'),
}

/** What came of a token that was read; without one, the scanner. */
export async function pageOfCheck(token: string): Promise<Page> {
  const { check, finder } = pieces
  return page(`check ${token}`, (await check()).default, { token, ongo: instead, moment, finder })
}

/** What the page of one's own documents needs besides. */
export const ofDocuments = { moment, qr: pieces.qr }
