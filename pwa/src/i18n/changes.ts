/** What of a meeting is another than it was, in a person's words; the server tells kinds and facts. */
import { clock, day, dayNumber, weekday } from './format.ts'
import { p } from './people.ts'

export interface Change {
  what: string
  was: string
  now: string
}

const KINDS = [
  'time',
  'place',
  'point',
  'link',
  'phone',
  'topic',
  'about',
  'form',
  'organisation',
  'audience',
  'break',
  'lead',
  'seats',
] as const
/** What somebody wrote in words of their own is quoted. */
const QUOTED = new Set<string>(['place', 'topic'])

/** "时间从 11月27日 周五 19:00 改到 11月28日 周六 15:00"; '' of what only a newer server knows. */
export function changeWords({ what, was, now }: Change): string {
  const kind = KINDS.find((known) => known === what)
  if (!kind) return ''
  if (kind === 'time') return timeWords(was, now)
  const name = p(`changed_${kind}`)
  if (kind === 'lead') return p('changed_lead')
  const said = (words: string) => {
    if (kind === 'break') return p('changedMinutes', words)
    if (kind === 'seats') return p('changedSeats', words)
    return words && QUOTED.has(kind) ? p('changedQuoted', words) : words
  }
  if (was && now) return p('changedFrom', name, said(was), said(now))
  if (was) return kind === 'place' ? p('changedTo', name, p('noticeOnline')) : p('changedGone', name)
  return now ? p('changedTo', name, said(now)) : p('changedBare', name)
}

/** Of two intervals as ISO 8601 writes them; the day is named where it is another. */
function timeWords(was: string, now: string): string {
  const [from, until] = momentsOf(was)
  const [starts, ends] = momentsOf(now)
  if (!from || !until || !starts || !ends) return p('changedBare', p('changed_time'))
  if (from.getTime() === starts.getTime())
    return p('changedFrom', p('changed_end'), clock(until), clock(ends))
  const isOtherDay = dayNumber(from) !== dayNumber(starts)
  const said = (at: Date) => (isOtherDay ? `${day(at)} ${weekday(at)} ${clock(at)}` : clock(at))
  return p('changedFrom', p('changed_time'), said(from), said(starts))
}

function momentsOf(interval: string): Date[] {
  return interval
    .split('/')
    .map((text) => new Date(text))
    .filter((at) => !Number.isNaN(at.getTime()))
}
