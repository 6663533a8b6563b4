/** Demands in words and signs: fields, days, and how far each has come. */
import { c } from '../../i18n/cases.svelte.ts'
import { day, dayNumber } from '../../i18n/format.ts'
import { building, key, octagon, people } from '../../ui/icons.more.ts'
import { icons } from '../../ui/icons.ts'
import type { DeskCase, Field, MyCase } from './types.ts'

export const FIELD_ICONS: Record<Field, string> = {
  lodging: building,
  meals: icons.cup,
  parking: icons.ebike,
  passage: icons.arrow,
  pay_rights: key,
  safety: octagon,
  facilities: icons.plug,
  other: people,
}

const ABOUT = 16
/** A phrase that is shorter says too little. */
const ENOUGH = 6

/** So much of somebody's words as names what waits to be sent: whole phrases, where there is one. */
export function shortly(words: string): string {
  const characters = [...words.replace(/\s+/g, ' ').trim()]
  if (characters.length <= ABOUT) return characters.join('')
  const room = characters.slice(0, ABOUT - 1)
  const end = room.findLastIndex((one) => '，。、；：！？,;'.includes(one))
  return `${room.slice(0, end >= ENOUGH ? end : undefined).join('')}…`
}

/** More than a line of a list has room for; where that ends is for the line to say. */
const LINE = 30

export function inLine(words: string): string {
  const characters = [...words.replace(/\s+/g, ' ').trim()]
  return characters.length <= LINE ? characters.join('') : `${characters.slice(0, LINE - 1).join('')}…`
}

/** What a desk reads where there are no words. */
export const wordless = ({ photo, voice }: DeskCase) =>
  voice ? 'deskVoiceOnly' : photo ? 'deskPhotoOnly' : 'oneWordsGone'

/** Noon of a day as the server writes it, 2026-12-01. */
export const noonOf = (text: string) => new Date(`${text}T12:00:00+08:00`)

/** Whole days from now until the day: 0 is today, below it is overdue. */
export const daysUntil = (text: string, now: Date) => dayNumber(noonOf(text)) - dayNumber(now)

/** In which somebody still owes an answer. */
export const isAwaited = (state: MyCase['state']) =>
  ['raised', 'accepted', 'assigned', 'reopened', 'supervised'].includes(state)

/** "停车，在办", "停车，12月3日前答复". */
export function stateWords({
  field,
  state,
  dueOn,
  overdue,
}: Pick<MyCase, 'field' | 'state' | 'dueOn' | 'overdue'>): string {
  const words = c(`state_${state}`)
  return c(
    'lineState',
    c(`field_${field}`),
    !overdue && isAwaited(state) ? c('lineState', words, c('lineDue', day(noonOf(dueOn)))) : words,
  )
}
