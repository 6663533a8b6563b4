/** What a revision of a scene changed, in the words of the desk. */
import type { components } from '../../../../api/schema.d.ts'
import { spoken } from '../../../../i18n/index.svelte.ts'
import { m } from '../../../../i18n/more.ts'
import { p } from '../../../../i18n/places.ts'
import { scheduleLines } from '../../desk/hours/words.ts'
import { pointWords } from '../../desk/pointWords.ts'
import type { OpeningHours } from '../../types.ts'
import { CODES, PASSES, VEHICLES } from '../shape.ts'

type Revised = components['schemas']['SceneRevised']
type Fact = keyof components['schemas']['SceneFacts']
type Told = Record<string, unknown>

export interface Change {
  what: string
  before: string
  after: string
}

/** Said by a name of their own; an organisation's key says nothing to anybody. */
const UNSAID = new Set(['lat', 'organisation'])
const FIGURES = ['capacity', 'minutes', 'sockets', 'bays', 'priceYuan', 'beds'] as const

/** Nothing for the first one, and for a closing: there it is all of it. */
export function changesOf(
  { before, after }: Pick<Revised, 'before' | 'after'>,
  now: Date,
  kinds: components['schemas']['KindNamed'][],
): Change[] {
  if (!before || !after) return []
  const names = new Set(Object.keys({ ...before, ...after }))
  if (names.has('lat')) names.add('lon')
  return [...names]
    .filter((name) => !UNSAID.has(name))
    .map((name) => {
      const [old, fresh] = [before, after].map((facts) => linesOf(name, facts, now, kinds)) as [
        string[],
        string[],
      ]
      return { what: p(`sceneFact_${name as Fact}`), before: only(old, fresh), after: only(fresh, old) }
    })
}

/** What one of them says and the other does not: nobody reads ten doors for one changed word. */
function only(lines: string[], others: string[]): string {
  return lines.filter((line) => !others.includes(line)).join(m('comma')) || p('factEmpty')
}

function linesOf(
  name: string,
  facts: Told,
  now: Date,
  kinds: components['schemas']['KindNamed'][],
): string[] {
  const value = facts[name]
  if (name === 'kind') {
    const kind = kinds.find(({ id }) => id === value)
    return kind ? [spoken() === 'en' ? kind.en : kind.zh] : []
  }
  // Of a division's key, its code is what an office knows.
  if (name === 'division') return [String(value).split(':').at(-1) ?? '']
  if (name === 'lon') return [pointWords(facts)]
  if (Array.isArray(value)) return (value as Told[]).map((part) => partWords(part, now))
  if (name === 'guide' && value) return [String((value as Told).words)]
  return value ? [String(value)] : []
}

/** "北门：不扫码直接进，08:00–22:00，报栋号". */
function partWords(part: Told, now: Date): string {
  const list = <Word extends string>(name: string, known: readonly Word[], say: (one: Word) => string) =>
    known.filter((one) => ((part[name] as string[] | undefined) ?? []).includes(one)).map(say)
  const pass = PASSES.find((one) => one === part.passBy)
  const hours = part.hours as OpeningHours | undefined
  const said = [
    ...list('vehicles', VEHICLES, (one) => m(`vehicle_${one}`)),
    ...(pass ? [m(`pass_${pass}`)] : []),
    ...list('codes', CODES, (one) => m(`code_${one}`)),
    ...(hours ? scheduleLines(hours, now).map(({ days, hours: when }) => `${days} ${when}`) : []),
    ...FIGURES.filter((name) => part[name] !== undefined).map((name) => `${p(`num_${name}`)} ${part[name]}`),
    ...(['contact', 'proof', 'note'] as const).filter((name) => part[name]).map((name) => String(part[name])),
    ...(part.spot ? [pointWords(part.spot as Told)] : []),
  ]
  return p('scenePartSaid', String(part.name), said.join(m('enumerated')))
}
