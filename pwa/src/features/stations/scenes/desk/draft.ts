/** A scene as it is being written: text fields hold text, and what is empty is left out of what is sent. */
import type { components } from '../../../../api/schema.d.ts'
import type { OpeningHours } from '../../types.ts'
import type { Card } from '../shape.ts'

export type Facts = components['schemas']['SceneFacts']
export const PART_KINDS = ['parking', 'pickup', 'power', 'toilets', 'meals', 'lodging'] as const
export type PartKind = (typeof PART_KINDS)[number]
/** The figures of each kind of place. */
export const FIGURES = {
  parking: ['capacity', 'minutes'],
  pickup: [],
  power: ['sockets'],
  toilets: ['bays'],
  meals: ['priceYuan'],
  lodging: ['priceYuan', 'beds'],
} as const satisfies Record<PartKind, readonly string[]>
/** Which of them are open at hours. */
export const WITH_HOURS: readonly PartKind[] = ['pickup', 'power', 'toilets', 'meals']

export interface PartDraft {
  key: number
  name: string
  note: string
  spot: { lon: number; lat: number } | null
  hours: OpeningHours | null
  figures: Record<string, string>
  swap: boolean
  proof: string
  contact: string
}

export interface DoorDraft extends PartDraft {
  vehicles: string[]
  passBy: string
  codes: string[]
}

let last = 0

export function emptyPart(): PartDraft {
  last += 1
  return {
    key: last,
    name: '',
    note: '',
    spot: null,
    hours: null,
    figures: {},
    swap: false,
    proof: '',
    contact: '',
  }
}

export function emptyDoor(): DoorDraft {
  return { ...emptyPart(), vehicles: [], passBy: '', codes: [] }
}

export interface Draft {
  entrances: DoorDraft[]
  parts: Record<PartKind, PartDraft[]>
}

type Told = Record<string, unknown>

export function draftOf(card: Card | null): Draft {
  const facts = (card?.facts ?? {}) as unknown as Record<string, Told[] | undefined>
  return {
    entrances: (facts.entrances ?? []).map((told) => ({
      ...partOf(told, []),
      vehicles: (told.vehicles as string[] | undefined) ?? [],
      passBy: (told.passBy as string | undefined) ?? '',
      codes: (told.codes as string[] | undefined) ?? [],
    })),
    parts: Object.fromEntries(
      PART_KINDS.map((kind) => [kind, (facts[kind] ?? []).map((told) => partOf(told, FIGURES[kind]))]),
    ) as Draft['parts'],
  }
}

function partOf(told: Told, figures: readonly string[]): PartDraft {
  const text = (name: string) => (told[name] as string | undefined) ?? ''
  return {
    ...emptyPart(),
    name: text('name'),
    note: text('note'),
    proof: text('proof'),
    contact: text('contact'),
    spot: (told.spot as PartDraft['spot'] | undefined) ?? null,
    hours: (told.hours as OpeningHours | undefined) ?? null,
    swap: told.swap === true,
    figures: Object.fromEntries(
      figures.map((name) => [
        name,
        told[name] === undefined || told[name] === null ? '' : String(told[name]),
      ]),
    ),
  }
}

/** The first place of which something was written but not what it is called; undefined where there is none. */
export function nameless({ entrances, parts }: Draft): { kind: PartKind | 'door'; key: number } | undefined {
  const all = [
    ...entrances.map((part) => ({ kind: 'door' as const, part, blank: emptyDoor() as PartDraft })),
    ...PART_KINDS.flatMap((kind) => parts[kind].map((part) => ({ kind, part, blank: emptyPart() }))),
  ]
  const found = all.find(({ part, blank }) => part.name.trim() === '' && !sameBut(part, blank))
  return found && { kind: found.kind, key: found.part.key }
}

function sameBut(part: PartDraft, blank: PartDraft): boolean {
  const written = ({ key: _key, name: _name, figures, ...rest }: PartDraft) =>
    JSON.stringify([rest, Object.values(figures).filter(Boolean)])
  return written(part) === written(blank)
}

/** The lists of places as they are sent; a row in which nothing was written is none. */
export function told({ entrances, parts }: Draft): Told {
  const written = (part: PartDraft) => part.name.trim() !== ''
  return {
    entrances: entrances.filter(written).map((door) => ({
      ...common(door),
      ...(door.hours && { hours: door.hours }),
      ...(door.vehicles.length > 0 && { vehicles: door.vehicles }),
      ...(door.passBy && { passBy: door.passBy }),
      ...(door.codes.length > 0 && { codes: door.codes }),
    })),
    ...Object.fromEntries(
      PART_KINDS.map((kind) => [kind, parts[kind].filter(written).map((part) => placeOf(kind, part))]),
    ),
  }
}

function common({ name, note, spot }: PartDraft): Told {
  return { name: name.trim(), ...(note.trim() && { note: note.trim() }), ...(spot && { spot }) }
}

function placeOf(kind: PartKind, part: PartDraft): Told {
  const figures = FIGURES[kind]
    .map((name) => [name, Number.parseInt(part.figures[name] ?? '', 10)] as const)
    .filter(([, figure]) => Number.isFinite(figure))
  return {
    ...common(part),
    ...Object.fromEntries(figures),
    ...(WITH_HOURS.includes(kind) && part.hours && { hours: part.hours }),
    ...(kind === 'power' && part.swap && { swap: true }),
    ...(kind === 'meals' && part.proof.trim() && { proof: part.proof.trim() }),
    ...(kind === 'lodging' && part.contact.trim() && { contact: part.contact.trim() }),
  }
}

/** The same hours on each day, holidays too; an end that is not later runs into the next day. */
export function daily(open: number, close: number): OpeningHours {
  const span: [number, number] = [open, close > open ? close : close + 1440]
  return {
    week: Array.from({ length: 7 }, () => [span]),
    holiday: 'asWeek',
    makeup: 'asWeek',
    exceptions: [],
    note: '',
  }
}

/** The one span of hours that are the same each day; null where they are not. */
export function dailySpan(hours: OpeningHours | null): [number, number] | null {
  const first = hours?.week?.[0]?.[0]
  if (!hours?.week || !first) return null
  const { holiday, makeup, exceptions, seasons = [], note } = hours
  const isPlain =
    holiday === 'asWeek' && makeup === 'asWeek' && !note && exceptions.length + seasons.length === 0
  const isSame = hours.week.every((spans) => spans.length === 1 && String(spans[0]) === String(first))
  return isPlain && isSame ? first : null
}

/** 480 as "08:00", as a time field has it. */
export function fieldTime(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor((minutes % 1440) / 60))}:${two(minutes % 60)}`
}

export function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}
