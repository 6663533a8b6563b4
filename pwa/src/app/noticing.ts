/** Has the inbox looked after while somebody is signed in, and does what a press on a notification asks for. */
import { subscribe, who } from '../store/who.ts'
import { go } from './router.svelte.ts'

const watching = () => import('../features/notifications/watching.ts')

/** What the worker says to the windows that are open. */
type Word = { is: 'told' } | { is: 'subscribe' } | { is: 'open'; link: string }

let begun = false

export function hearNotices(): void {
  begin()
  subscribe(begin)
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<Word | null>) => {
    if (data?.is === 'open') go(new URL(data.link, location.origin))
    if (data?.is === 'told') run(({ look }) => look())
    if (data?.is === 'subscribe') run(({ knockAgain }) => knockAgain())
  })
}

/** A phone on which nobody has signed in and that nobody knocks for asks the server nothing. */
function begin(): void {
  const isKnocked = 'Notification' in globalThis && Notification.permission === 'granted'
  if (begun || (who().is !== 'in' && !isKnocked)) return
  begun = true
  run(({ watch }) => watch())
}

function run(work: (piece: Awaited<ReturnType<typeof watching>>) => unknown): void {
  // Without its piece there is no number on the tab, and the next launch looks again.
  watching().then(work, () => undefined)
}
