/** Our own small history: links stay links, and the way back finds the page where it was left. */
import { tick } from 'svelte'
import { isOurs, type Screen, screenAt } from './routes.ts'

interface Step {
  /** How many of our own pages lie behind this one; zero when it was opened from outside. */
  depth: number
  /** True for the step that an open sheet takes; the page is the same as one step before. */
  sheet?: true
}

let here = $state.raw(new URL(location.href))
let moved = false
const left = new Map<number, number>()

export function screen(): Screen {
  return screenAt(here)
}

function depth(): number {
  return (history.state as Step | null)?.depth ?? 0
}

export function go(url: URL) {
  if (url.href === location.href) return scrollTo(0, 0)
  left.set(depth(), scrollY)
  history.pushState({ depth: depth() + 1 } satisfies Step, '', url)
  show(0)
}

/** Done with this page: back to where the person came from, or to `otherwise` where they came from outside. */
export function leave(otherwise: string): void {
  if (depth() > 0) history.back()
  else instead(otherwise)
}

/** What the page led to takes its place: the way back does not find it half filled in. */
export function instead(path: string): void {
  history.replaceState(history.state, '', path)
  show(0)
}

/** Another look at the same page: nothing to go back to, nowhere else to start reading. */
function replace(url: URL) {
  history.replaceState(history.state, '', url)
  here = url
}

/** The way back, or forward again. A sheet closes itself, and one that was closed has no step to stand on. */
function travelled() {
  if ((history.state as Step | null)?.sheet) history.back()
  else if (location.href !== here.href) show(left.get(depth()) ?? 0)
}

function show(scroll: number) {
  here = new URL(location.href)
  moved = true
  arriveAt = scroll
}

let arriveAt = 0

/** Called when the screen stands: a reader starts at its heading, the eye where it was left. */
export async function arrived(): Promise<void> {
  if (!moved) return
  moved = false
  await tick()
  const first = document.querySelector<HTMLElement>('[autofocus]') ?? document.querySelector('h1')
  first?.focus({ preventScroll: true })
  scrollTo(0, arriveAt)
}

function follow(event: MouseEvent) {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]')
  if (!link || link.target || link.hasAttribute('download')) return
  const url = new URL(link.href)
  if (!isOurs(url, location.origin)) return
  event.preventDefault()
  if (link.hasAttribute('data-back') && depth() > 0) history.back()
  else if (link.hasAttribute('data-replace')) replace(url)
  else go(url)
}

export function listen(): () => void {
  history.scrollRestoration = 'manual'
  if (!history.state) history.replaceState({ depth: 0 } satisfies Step, '')
  // Reloaded under an open sheet, the page stands without it.
  else if ((history.state as Step).sheet) history.back()
  addEventListener('click', follow)
  addEventListener('popstate', travelled)
  return () => {
    removeEventListener('click', follow)
    removeEventListener('popstate', travelled)
  }
}
