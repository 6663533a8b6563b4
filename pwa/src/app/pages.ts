/** Which component shows a screen, and what it is given. Only the first screen is in the first load. */
import type { Component } from 'svelte'
import Nearby from '../features/stations/Nearby.svelte'
import Lost from './Lost.svelte'
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
  more: () => import('./morePages.ts'),
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
    default:
      return (await pieces.more()).pageOf(screen)
  }
}

/** Each component checks its own properties; here they differ too much for one type. */
export function page<Given extends object>(key: string, component: Component<Given>, given: Given): Page {
  return { key, component: component as unknown as Page['component'], given: given as Page['given'] }
}

/** What stands in for a page whose piece is neither held nor within reach. */
export function unreachable(key: string): Page {
  return page(key, Lost, {})
}
