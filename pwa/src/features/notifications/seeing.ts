/**
 * What somebody has before their eyes: a row of which most is on the screen of a page that is visible, and stays
 * there for a moment. A phone that fetches notices in its pocket, or a thumb that flies past them, sees none.
 */
import type { Attachment } from 'svelte/attachments'
import { seen } from './inbox.ts'

const MOST = 0.6
const A_MOMENT_MS = 800

const rows = new Map<Element, string>()
/** On the screen just now, whether or not anybody looks at it. */
const onScreen = new Set<Element>()
let observer: IntersectionObserver | null = null
let waiting: ReturnType<typeof setTimeout> | undefined

/** Has this row's notice count as seen, once it is. */
export const seeing =
  (id: string): Attachment =>
  (row) => {
    observer ??= observed()
    rows.set(row, id)
    observer.observe(row)
    return () => {
      observer?.unobserve(row)
      onScreen.delete(row)
      rows.delete(row)
    }
  }

function observed(): IntersectionObserver {
  document.addEventListener('visibilitychange', wait)
  const look = (entries: IntersectionObserverEntry[]) => {
    for (const { target, intersectionRatio } of entries)
      if (intersectionRatio >= MOST) onScreen.add(target)
      else onScreen.delete(target)
    wait()
  }
  return new IntersectionObserver(look, { threshold: MOST })
}

/** Whoever scrolls on within the moment has not looked. */
function wait(): void {
  clearTimeout(waiting)
  if (document.visibilityState === 'visible') waiting = setTimeout(note, A_MOMENT_MS)
}

function note(): void {
  if (document.visibilityState !== 'visible') return
  const ids = [...onScreen].map((row) => rows.get(row)).filter((id) => id !== undefined)
  if (ids.length > 0) void seen(ids).catch(() => undefined)
}
