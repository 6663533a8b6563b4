/** What a poll is called and how its votes add up, at the desk and in the room. */
import { f } from '../../i18n/forms.svelte.ts'
import type { Poll } from './types.ts'

/** Whoever has just voted, or waits for the next, does not wait longer for the page. */
export const SOON_MS = 4_000

export const choicesOf = ({ options }: Pick<Poll, 'options'>) =>
  options.length > 0 ? options : [f('pollYes'), f('pollNo'), f('pollAbstain')]

/** All votes, in the app and by hand. */
export const sumOf = ({ counts }: Pick<Poll, 'counts'>) => (counts ?? []).reduce((sum, one) => sum + one, 0)
