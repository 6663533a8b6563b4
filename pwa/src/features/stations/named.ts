/** Names and icons of what stations offer. A name that is not in the list yet is shown as it came. */
import { spoken } from '../../i18n/index.svelte.ts'
import type { IconName } from '../../ui/icons.ts'
import { read } from './holding.svelte.ts'
import { service } from './queries.ts'
import type { NamedThing, Station } from './types.ts'

const ICONS: Record<string, IconName> = {
  drinking_water: 'cup',
  microwave: 'microwave',
  toilet: 'toilet',
  phone_charging: 'plug',
  ebike_charging: 'ebike',
  air_conditioning: 'cool',
  seat: 'seat',
  wifi: 'wifi',
  first_aid: 'firstAid',
  rain_gear: 'rain',
  reading: 'book',
  shower: 'shower',
  truck_parking: 'truck',
}

/** What a rider looks for first comes first. */
const ORDER = Object.keys(ICONS)

function nameIn(things: NamedThing[] | undefined, id: string): string {
  const thing = things?.find((other) => other.id === id)
  return (spoken() === 'en' ? thing?.en : thing?.zh) ?? id
}

export function amenityName(id: string): string {
  return nameIn(read(service)?.amenities, id)
}

export function amenityIcon(id: string): IconName {
  return ICONS[id] ?? 'square'
}

export function familyName({ family, familyWords }: Pick<Station, 'family' | 'familyWords'>): string {
  return family === 'other' && familyWords ? familyWords : nameIn(read(service)?.families, family)
}

/** The pieces of a name between which a line may break: where the station is, and of what kind. */
export function nameParts(name: string): string[] {
  const kind = /(新时代)?(?:党群服务|文明实践|工会|骑手暖新|暖新|青年|妇女|司机)?(?:驿站|之家|中心|站)$/.exec(
    name,
  )
  if (!kind) return [name]
  const [whole, era = ''] = kind
  return [name.slice(0, kind.index), era, whole.slice(era.length)].filter(Boolean)
}

/** What is wished for first, then by how much riders need it; what is out of order last, where a warning ends the line. */
export function inOrder(amenities: Station['amenities'], wished: string[]): Station['amenities'] {
  const rank = (id: string) => (ORDER.indexOf(id) + ORDER.length + 1) % (ORDER.length + 1)
  const group = (amenity: Station['amenities'][number]) =>
    amenity.outSince ? 2 : wished.includes(amenity.id) ? 0 : 1
  return [...amenities].sort((one, other) => group(one) - group(other) || rank(one.id) - rank(other.id))
}
