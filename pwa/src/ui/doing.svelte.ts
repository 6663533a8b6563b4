/** One thing at a time that is done with the server, and what came of the last one. */
import { p } from '../i18n/people.ts'
import { type Failed, said } from './said.svelte.ts'

export type Outcome<Value> = { is: 'done'; value: Value } | Failed

/** `beside` names the field that a refusal is about; it is then said there instead of above the button. */
export function doing<Field extends string = never>(beside: Partial<Record<string, Field>> = {}) {
  let working = $state(false)
  let told = $state('')
  let failed = $state.raw<Failed | null>(null)
  let faults = $state.raw<Partial<Record<Field, string>>>({})

  async function fail(what: Failed) {
    const field = what.is === 'refused' ? beside[what.problem.code] : undefined
    if (!field) failed = what
    else {
      const { happened, todo } = await said(what)
      fault(field, `${happened}${p('stop')}${todo}`)
    }
  }

  function fault(field: Field, words: string) {
    told = ''
    faults = { [field]: words } as Partial<Record<Field, string>>
  }

  return {
    get working() {
      return working
    },
    get told() {
      return told
    },
    get failed() {
      return failed
    },
    get faults() {
      return faults
    },
    /** Found on the phone already, without asking. */
    fault,
    say(words: string) {
      told = words
    },
    /** The value, or null where it was not done (or something else is being done still). */
    async run<Value>(work: () => Promise<Outcome<Value>>, done = ''): Promise<{ value: Value } | null> {
      if (working) return null
      working = true
      failed = null
      faults = {}
      told = ''
      const outcome = await work()
      working = false
      if (outcome.is !== 'done') {
        await fail(outcome)
        return null
      }
      told = done
      return { value: outcome.value }
    },
  }
}
