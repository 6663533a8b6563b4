/** What the screens know of a scene, whether it came in a prefecture's file or from the server alone. */
import type { components } from '../../../api/schema.d.ts'
import type { PublishedScene } from '../../../store/scenes.ts'
import { evaluate } from '../rules/openingHours.ts'
import { fitOfNamed } from '../rules/searching.ts'
import type { Answer, NamedThing, OpeningHours, SpecialDays } from '../types.ts'

export const VEHICLES = ['ebike', 'foot', 'motorcycle', 'bicycle', 'car', 'truck'] as const
export type Vehicle = (typeof VEHICLES)[number]
export const PASSES = [
  'walk_in',
  'ask',
  'register',
  'scan',
  'show_code',
  'phone',
  'badge',
  'no_entry',
] as const
export type Pass = (typeof PASSES)[number]
export const CODES = ['order', 'rider_code', 'work_badge', 'id_card', 'phone_number', 'plate'] as const
export type Code = (typeof CODES)[number]

export interface Scene extends Omit<PublishedScene, 'verifiedAt'> {
  verifiedAt: Date | null
  kindName: NamedThing | null
  /** When it was last known to be as it stands here; absent where the server has just said so. */
  knownAt?: Date | null
}
export type Door = NonNullable<PublishedScene['entrances']>[number]
export type Card = components['schemas']['SceneCard']

export function shaped(scene: PublishedScene, kinds: NamedThing[]): Scene {
  return {
    ...scene,
    verifiedAt: scene.verifiedAt ? new Date(scene.verifiedAt) : null,
    kindName: kinds.find(({ id }) => id === scene.kind) ?? null,
  }
}

export function ofCard({ id, facts, guidePicture, verifiedAt, verifiedBy, ...card }: Card): Scene {
  const { guide, division: _division, organisation: _organisation, ...told } = facts
  const published = {
    ...told,
    ...(guide && { guide: { words: guide.words, picture: guidePicture ?? null } }),
    id,
    street: card.street,
    county: card.county,
    responsible: card.responsible,
    pinyin: '',
    initials: '',
    verifiedAt: verifiedAt ?? null,
    verifiedBy: verifiedBy ?? null,
  }
  return shaped(published as unknown as PublishedScene, [])
}

export interface Way {
  door: Door
  /** Whether this vehicle may pass; null where nobody said. */
  admits: boolean | null
  opening: Answer
}

/** The doors as somebody with this vehicle should try them: the surest first, the hopeless last. */
export function ways(scene: Scene, vehicle: Vehicle, at: Date, days: SpecialDays): Way[] {
  const found = (scene.entrances ?? []).map((door): Way => {
    const admits =
      door.passBy === 'no_entry' ? false : door.vehicles?.length ? door.vehicles.includes(vehicle) : null
    return { door, admits, opening: evaluate((door.hours as OpeningHours | undefined) ?? null, at, days) }
  })
  return found
    .map((way, place) => ({ way, place, doubt: doubt(way) }))
    .sort((one, other) => one.doubt - other.doubt || one.place - other.place)
    .map(({ way }) => way)
}

/** True for a door that is neither known to be shut nor known to refuse. */
export function isHopeful({ admits, opening }: Way): boolean {
  return admits !== false && opening.state !== 'closed'
}

/** Ways of passing at which nobody stands who could refuse. */
const UNGUARDED: (string | undefined)[] = ['walk_in', 'no_entry', undefined]

/** True where somebody may be refused: there is a guard, or anything to say or to ring in case there is. */
export function isGuarded({ gateWords, gatePhone, entrances = [] }: Scene): boolean {
  const door = entrances.some(({ passBy }) => !UNGUARDED.includes(passBy))
  return door || Boolean(gateWords) || Boolean(gatePhone)
}

const ORDER = { open: 0, unknown: 1, closed: 4 }

function doubt({ admits, opening }: Way): number {
  return (admits === false ? 8 : admits === null ? 2 : 0) + ORDER[opening.state]
}

/** From here on it is the address that fits what was typed, and not the name. */
export const BY_ADDRESS = 5

/** How well the words that were typed fit: the smaller the better, from `BY_ADDRESS` on by the address; null not at all. */
export function fitOf(scene: Scene, wanted: readonly string[]): number | null {
  const { name, pinyin, initials, county, street, address = '' } = scene
  const read = () => ({ name, pinyin, initials, rest: [county, street, address].join(' ') })
  return fitOfNamed(scene, read, wanted)
}
