/** The pages that nobody opens first: not even their list is in the first load. */
import { open } from '../features/stations/holding.svelte.ts'
import { asOf } from '../features/stations/queries.ts'
import { m } from '../i18n/more.ts'
import Lost from './Lost.svelte'
import { type Page, page } from './pages.ts'
import { plainAt } from './plainRoutes.ts'
import { instead } from './router.svelte.ts'
import type { Screen } from './routes.ts'

const pieces = {
  offline: () => import('../features/stations/Offline.svelte'),
  favourites: () => import('../features/stations/Favourites.svelte'),
  installing: () => import('./install.ts'),
  me: () => import('../features/me/Me.svelte'),
  outboxWords: () => import('../features/stations/outboxWords.ts'),
  inbox: () => import('../features/notifications/Entry.svelte'),
  install: () => import('../features/me/Install.svelte'),
  privacy: () => import('../features/me/Privacy.svelte'),
  about: () => import('../features/me/About.svelte'),
  feedback: () => import('../features/feedback/Feedback.svelte'),
  receipt: () => import('../features/feedback/Receipt.svelte'),
  reports: () => import('../features/stations/Reports.svelte'),
  scenes: () => import('../features/stations/scenes/Scenes.svelte'),
  account: () => import('./accountPages.ts'),
  consultations: () => import('./consultationPages.ts'),
  activities: () => import('./volunteeringPages.ts'),
  documents: () => import('./documentPages.ts'),
}

/** Those of which the first load knows nothing. */
type More = Exclude<Screen, { name: 'nearby' | 'station' | 'search' }>

export async function pageOf(screen: More): Promise<Page> {
  switch (screen.name) {
    case 'me': {
      const [me, inbox, favourites, { how }, { aboutOf }] = await Promise.all([
        pieces.me(),
        pieces.inbox(),
        pieces.favourites(),
        pieces.installing(),
        pieces.outboxWords(),
      ])
      return page('me', me.default, {
        Inbox: inbox.default,
        Favourites: favourites.default,
        installed: how() === 'installed',
        aboutOf,
      })
    }
    case 'install': {
      const [install, { how, prompt, subscribe }] = await Promise.all([pieces.install(), pieces.installing()])
      return page('install', install.default, { how, prompt, subscribe })
    }
    case 'about':
      await open()
      return page('about', (await pieces.about()).default, { asOf: asOf() })
    case 'feedback': {
      const { edit } = screen
      const onsaid = (id: string) => instead(`/feedback/${id}`)
      return page(`feedback ${edit}`, (await pieces.feedback()).default, { edit, onsaid })
    }
    case 'receipt':
      return page(`receipt ${screen.id}`, (await pieces.receipt()).default, { id: screen.id })
    case 'scenes':
      return page(`scenes ${screen.id}`, (await pieces.scenes()).default, { id: screen.id })
    case 'offline':
    case 'privacy':
      return page(screen.name, (await pieces[screen.name]()).default, {})
    case 'consultations':
      return (await pieces.consultations()).pageOfConsultations(screen.id)
    case 'activities':
      return (await pieces.activities()).pageOfActivities(screen.id)
    case 'plain':
      return plainPage(screen)
    case 'lost':
      return nowhere()
    default:
      return accountPage(screen)
  }
}

async function accountPage(screen: Extract<Screen, { name: 'account' }>): Promise<Page> {
  const part = await (await pieces.account()).partOf(screen)
  return part ? page(part.key, part.component, part.given) : nowhere()
}

async function plainPage(screen: Extract<Screen, { name: 'plain' }>): Promise<Page> {
  const plain = plainAt(screen)
  switch (plain?.name) {
    case 'reports':
      await open()
      return page('reports', (await pieces.reports()).default, {})
    case 'in':
      return (await pieces.activities()).pageOfScan(plain.token)
    case 'check':
      return (await pieces.documents()).pageOfCheck(plain.token)
    // As notices name them.
    case 'benefits':
      return accountPage({ name: 'account', path: '/me/benefits', asked: '' })
    case 'counter':
      return accountPage({ name: 'account', path: '/desk/counter/today', asked: '' })
    default:
      return nowhere()
  }
}

const nowhere = () => page('lost', Lost, { wrong: () => [m('notFoundTitle'), m('notFoundBody')] as const })
