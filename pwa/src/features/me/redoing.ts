/** Where what cannot be changed while it waits is done once more; null where it can be changed. */
import type { Write } from '../../store/outbox.ts'

type Kept = Pick<Write, 'kind' | 'path' | 'of' | 'editAt'>

export function redoAt({ kind, path, of, editAt }: Kept): string | null {
  if (editAt) return null
  const [, , what, id] = path.split('/')
  if (what === 'stations') return `/desk/stations/${id}`
  if (kind === 'report_answer') return of?.station ? `/desk/stations/${of.station}` : '/desk/stations'
  if (what === 'feedback') return kind === 'feedback' ? '/feedback' : '/desk/feedback'
  return null
}
