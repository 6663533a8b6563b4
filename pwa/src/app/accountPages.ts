/** The screens of accounts and of work: none of them is in the first load, nor is their list. */
import type { Component } from 'svelte'
import { isOfBenefits, partAt } from './accountRoutes.ts'
import { isOfCases } from './caseRoutes.ts'
import { instead, leave } from './router.svelte.ts'
import type { Screen } from './routes.ts'

const ondone = () => leave('/me')
/** Whoever has become somebody has no use for the page of signing in that led there. */
const onbecome = () => instead('/me')

const parts = {
  signIn: () => import('../features/session/SignIn.svelte'),
  cast: () => import('../features/session/Cast.svelte'),
  profile: () => import('../features/me/Profile.svelte'),
  devices: () => import('../features/me/Devices.svelte'),
  data: () => import('../features/me/Data.svelte'),
  guardian: () => import('../features/me/Guardian.svelte'),
  claim: () => import('../features/me/Claim.svelte'),
  notices: () => import('../features/notifications/Notices.svelte'),
  roles: () => import('../features/desk/Roles.svelte'),
  kept: () => import('../features/desk/KeptPersons.svelte'),
  organisations: () => import('../features/desk/Organisations.svelte'),
  audit: () => import('../features/desk/Audit.svelte'),
  feedbackDesk: () => import('../features/feedback/Desk.svelte'),
  lists: () => import('../features/stations/lists/Lists.svelte'),
  oversight: () => import('../features/stations/oversight/Oversight.svelte'),
  stationDesk: () => import('../features/stations/desk/Desk.svelte'),
  stationHours: () => import('../features/stations/desk/hours/Hours.svelte'),
  sceneDesk: () => import('../features/stations/scenes/desk/SceneDesk.svelte'),
  convening: () => import('../features/consultations/desk/Convening.svelte'),
  charterDesk: () => import('../features/consultations/charters/CharterDesk.svelte'),
  activityDesk: () => import('../features/volunteering/desk/Desk.svelte'),
  codes: () => import('../features/volunteering/scanning/Codes.svelte'),
  ticks: () => import('../features/volunteering/scanning/Ticks.svelte'),
  hoursDesk: () => import('../features/volunteering/desk/HoursDesk.svelte'),
  watch: () => import('../features/volunteering/desk/Watch.svelte'),
  ledger: () => import('../features/volunteering/Ledger.svelte'),
  documents: () => import('../features/documents/Documents.svelte'),
  record: () => import('../features/records/Record.svelte'),
  witness: () => import('../features/records/Witness.svelte'),
  recordDesk: () => import('../features/records/desk/RecordDesk.svelte'),
  takings: () => import('../features/records/desk/Takings.svelte'),
}

/** Null where there is no such page. */
export async function partOf({ path, asked }: Extract<Screen, { name: 'account' }>): Promise<{
  key: string
  component: Component
  given: Record<string, unknown>
} | null> {
  if (isOfCases(path)) return (await import('./casePages.ts')).partOfCases(path)
  const part = partAt(path, asked)
  if (!part) return null
  const { name, wanted } = part
  if (isOfBenefits(name)) return (await import('./benefitPages.ts')).partOfBenefits(name, wanted)
  const component = (await parts[name]()).default as unknown as Component
  const more = await moreFor(name)
  const given = { ondone: name === 'cast' ? onbecome : ondone, wanted, ongo: instead, ...more }
  return { key: name, component, given }
}

/** What a page needs of another feature. */
async function moreFor(name: keyof typeof parts): Promise<Record<string, unknown>> {
  if (name === 'ledger' || name === 'hoursDesk')
    return { moment: (await import('../features/stations/moment.svelte.ts')).moment }
  if (name === 'charterDesk') {
    await (await import('../i18n/forms.svelte.ts')).translate()
    return { moment: (await import('../features/stations/moment.svelte.ts')).moment }
  }
  if (name === 'documents') return (await import('./documentPages.ts')).ofDocuments
  if (name === 'convening' || name === 'activityDesk')
    return (await import('./consultationPages.ts')).ofConveners
  if (name === 'devices') return { aboutOf: (await import('../features/stations/outboxWords.ts')).aboutOf }
  return {}
}
