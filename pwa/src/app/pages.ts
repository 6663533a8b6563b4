/** Which component shows a screen, and what it is given. Only the first screen is in the first load. */
import type { Component } from 'svelte'
import { open } from '../features/stations/holding.svelte.ts'
import Nearby from '../features/stations/Nearby.svelte'
import { asOf } from '../features/stations/queries.ts'
import Lost from './Lost.svelte'
import { instead } from './router.svelte.ts'
import type { Screen } from './routes.ts'

export interface Page {
  component: Component<Record<string, unknown>>
  given: Record<string, unknown>
  /** The same key keeps the component standing; another one starts it afresh. */
  key: string
}

const pieces = {
  station: () => import('../features/stations/Detail.svelte'),
  search: () => import('../features/stations/Search.svelte'),
  offline: () => import('../features/stations/Offline.svelte'),
  favourites: () => import('../features/stations/Favourites.svelte'),
  installing: () => import('./install.ts'),
  me: () => import('../features/me/Me.svelte'),
  install: () => import('../features/me/Install.svelte'),
  privacy: () => import('../features/me/Privacy.svelte'),
  about: () => import('../features/me/About.svelte'),
  account: () => import('./accountPages.ts'),
  feedback: () => import('../features/feedback/Feedback.svelte'),
  receipt: () => import('../features/feedback/Receipt.svelte'),
  reports: () => import('../features/stations/Reports.svelte'),
  scenes: () => import('../features/stations/scenes/Scenes.svelte'),
  consultations: () => import('./consultationPages.ts'),
}

/** The first screen needs no waiting. */
export function pageAtOnce(screen: Screen): Page | null {
  return screen.name === 'nearby' ? page('nearby', Nearby, { view: screen.view }) : null
}

export async function pageOf(screen: Screen): Promise<Page> {
  switch (screen.name) {
    case 'nearby':
      return page('nearby', Nearby, { view: screen.view })
    case 'station':
      return page(`station ${screen.id}`, (await pieces.station()).default, { id: screen.id })
    case 'search':
      return page('search', (await pieces.search()).default, { text: screen.text })
    case 'me': {
      const [me, favourites, { how }] = await Promise.all([
        pieces.me(),
        pieces.favourites(),
        pieces.installing(),
      ])
      return page('me', me.default, {
        Favourites: favourites.default,
        installed: how() === 'installed',
      })
    }
    case 'install': {
      const [install, { how, prompt, subscribe }] = await Promise.all([pieces.install(), pieces.installing()])
      return page('install', install.default, { how, prompt, subscribe })
    }
    case 'about':
      await open()
      return page('about', (await pieces.about()).default, { asOf: asOf() })
    case 'reports':
      await open()
      return page('reports', (await pieces.reports()).default, {})
    case 'feedback': {
      const { edit } = screen
      const onsaid = (id: string) => instead(`/feedback/${id}`)
      return page(`feedback ${edit}`, (await pieces.feedback()).default, { edit, onsaid })
    }
    case 'receipt':
      return page(`receipt ${screen.id}`, (await pieces.receipt()).default, { id: screen.id })
    case 'scenes':
      return page(`scenes ${screen.id}`, (await pieces.scenes()).default, { id: screen.id })
    case 'consultations':
      return (await pieces.consultations()).pageOfConsultations(screen.id)
    case 'lost':
      return page('lost', Lost, {})
    case 'offline':
    case 'privacy':
      return page(screen.name, (await pieces[screen.name]()).default, {})
    default:
      return (await (await pieces.account()).partOf(screen)) ?? page('lost', Lost, {})
  }
}

/** Each component checks its own properties; here they differ too much for one type. */
function page<Given extends object>(key: string, component: Component<Given>, given: Given): Page {
  return { key, component: component as unknown as Page['component'], given: given as Page['given'] }
}

/** What stands in for a page whose piece is neither held nor within reach. */
export function unreachable(key: string): Page {
  return page(key, Lost, { unreachable: true })
}
