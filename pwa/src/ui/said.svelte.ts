/** The sentence of a refusal, in the language that is spoken; without a refusal, that there is no network. */
import { spoken, t } from '../i18n/index.svelte.ts'
import { p } from '../i18n/people.ts'
import { type Said, saidOf } from '../i18n/problems.ts'

export type { Said }

/** What was asked and not done: refused by the server, or not heard. */
export type Failed =
  | { is: 'refused'; problem: { code: string; status: number; facts?: object } }
  | { is: 'offline' }

export async function said(failed: Failed): Promise<Said> {
  if (failed.is === 'offline') return { happened: p('noNetTitle'), todo: p('noNetTodo') }
  const { code, facts } = failed.problem
  return saidOf({ code, facts: { ...facts } }, spoken()).catch(() => ({
    happened: t('notOpened'),
    todo: t('pieceMissing'),
  }))
}
