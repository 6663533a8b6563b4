/** The screens of accounts and of work: none of them is in the first load, nor is their list. */
import type { Component } from 'svelte'
import { instead, leave } from './router.svelte.ts'
import type { PartOfAccount, Screen } from './routes.ts'

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
}

export async function partOf({ name, wanted }: Extract<Screen, { name: PartOfAccount }>): Promise<{
  component: Component
  given: Record<string, unknown>
}> {
  const component = (await parts[name]()).default as unknown as Component
  return { component, given: { ondone: name === 'cast' ? onbecome : ondone, wanted, ongo: instead } }
}
