/** What was changed of a station, before and after, as a person would say it. */
import type { components } from '../../../api/schema.d.ts'
import { t } from '../../../i18n/index.svelte.ts'
import { m } from '../../../i18n/more.ts'
import { p } from '../../../i18n/places.ts'
import { amenityName, familyName } from '../named.ts'
import type { OpeningHours } from '../types.ts'
import { isSeasonal, scheduleLines } from './hours/words.ts'
import { pointWords } from './pointWords.ts'

export type Revision = components['schemas']['Revision']

export interface Change {
  what: string
  before: string
  after: string
}

/** The fields a person is told of; what only machines use, as the source's own number, is left out. */
const FIELDS = [
  'name',
  'family',
  'address',
  'hours',
  'entry',
  'entry_note',
  'gate_words',
  'parking',
  'phone',
  'responsible',
  'amenities',
  'amenity_words',
] as const
type Field = (typeof FIELDS)[number]

const PLACE = ['lon', 'lat']
const ENTRY = {
  unknown: 'entryUnknown',
  walk_in: 'entryWalkIn',
  scan: 'entryScan',
  ask: 'entryAsk',
  register: 'entryRegister',
} as const

/** Nothing for the first one, before which nothing was there, and for what reads the same. */
export function changesOf({ before, after }: Pick<Revision, 'before' | 'after'>, now: Date): Change[] {
  if (!before || !after) return []
  const changes = FIELDS.filter((field) => field in after)
    .map((field) => ({
      what: p(`fact_${field}`),
      ...(field === 'hours'
        ? hoursWords(before[field] as OpeningHours | null, after[field] as OpeningHours | null, now)
        : { before: wordsOf(field, before[field]), after: wordsOf(field, after[field]) }),
    }))
    .filter((change) => change.before !== change.after)
  const moved = PLACE.some((field) => field in after)
  return moved
    ? [...changes, { what: p('fact_place'), before: pointWords(before), after: pointWords(after) }]
    : changes
}

function wordsOf(field: Field, value: unknown): string {
  if (field === 'entry') return t(ENTRY[value as keyof typeof ENTRY] ?? 'entryUnknown')
  if (field === 'family') return familyName({ family: String(value), familyWords: '' })
  if (field === 'amenities')
    return (
      (value as { id: string }[]).map(({ id }) => amenityName(id)).join(m('enumerated')) || p('factEmpty')
    )
  return String(value ?? '') || p('factEmpty')
}

/** What one of them says and the other does not: nobody reads a whole week for one changed date. */
function hoursWords(before: OpeningHours | null, after: OpeningHours | null, now: Date) {
  // The plain week is the same week, whether it is that of the whole year or of its rest.
  const seasonal = [before, after].some((hours) => hours && isSeasonal(hours))
  const [old, fresh] = [said(before, now, seasonal), said(after, now, seasonal)]
  const only = (lines: string[], others: string[]) =>
    lines.filter((line) => !others.includes(line)).join('\n') || p('hoursLineNone')
  return { before: only(old, fresh), after: only(fresh, old) }
}

function said(hours: OpeningHours | null, now: Date, seasonal: boolean): string[] {
  if (!hours) return [m('noHours')]
  const lines = scheduleLines(hours, now, seasonal).map(({ days, hours: when }) => `${days} ${when}`)
  return lines.length > 0 ? lines : [m('noWeek')]
}
