/** Which screen an address shows. */
export type View = 'list' | 'radar' | 'map'

export type Screen =
  | { name: 'nearby'; view: View }
  | { name: 'station'; id: string }
  | { name: 'search'; text: string }
  | { name: 'me' }
  | { name: 'offline' }
  | { name: 'install' }
  | { name: 'privacy' }
  | { name: 'about' }
  | { name: PartOfAccount; wanted: string }
  | { name: 'feedback'; edit: string | null }
  | { name: 'receipt'; id: string }
  | { name: 'reports' }
  | { name: 'scenes'; id: string }
  | { name: 'lost' }

const PARTS_OF_ME = ['offline', 'install', 'privacy', 'about'] as const
/** What is kept of a person and what they work on, each under its own address. */
const PARTS_OF_ACCOUNT = {
  '/me/sign-in': 'signIn',
  '/me/cast': 'cast',
  '/me/profile': 'profile',
  '/me/devices': 'devices',
  '/me/data': 'data',
  '/me/guardian': 'guardian',
  '/me/claim': 'claim',
  '/me/notices': 'notices',
  '/desk/roles': 'roles',
  '/desk/kept': 'kept',
  '/desk/organisations': 'organisations',
  '/desk/audit': 'audit',
  '/desk/feedback': 'feedbackDesk',
  '/desk/stations': 'stationDesk',
  '/desk/lists': 'lists',
  '/desk/oversight': 'oversight',
  '/desk/scenes': 'sceneDesk',
} as const
/** What is set of one station on pages of their own: /desk/stations/7K3M9Q2X/hours. */
const PARTS_OF_STATION = { '/hours': 'stationHours' } as const
export type PartOfAccount =
  | (typeof PARTS_OF_ACCOUNT)[keyof typeof PARTS_OF_ACCOUNT]
  | (typeof PARTS_OF_STATION)[keyof typeof PARTS_OF_STATION]
/** Of these one thing may be open, which the address names. */
const DEEPER: string[] = ['notices', 'stationDesk', 'sceneDesk', 'lists', 'oversight']

export function screenAt(url: URL): Screen {
  const [first = '', second, third = '', fourth, ...rest] = url.pathname.split('/').filter(Boolean)
  const part = PARTS_OF_ACCOUNT[`/${first}/${second}` as keyof typeof PARTS_OF_ACCOUNT]
  if (rest.length > 0 || (third && !DEEPER.includes(part))) return { name: 'lost' }
  if (fourth) return part === 'stationDesk' ? partOfStation(third, fourth) : { name: 'lost' }
  if (first === '') return { name: 'nearby', view: viewOf(url.searchParams.get('view')) }
  if (first === 's' && second) return { name: 'station', id: second.toUpperCase() }
  if (first === 'scenes') return { name: 'scenes', id: second ?? '' }
  if (first === 'search' && !second) return { name: 'search', text: url.searchParams.get('q') ?? '' }
  if (first === 'feedback')
    return second ? { name: 'receipt', id: second } : { name: 'feedback', edit: url.searchParams.get('edit') }
  if (part) return { name: part, wanted: third || (url.searchParams.get('do') ?? '') }
  return ofMe(first, second)
}

function ofMe(first: string, second: string | undefined): Screen {
  if ((first === 'me' || first === 'reports') && !second) return { name: first }
  const name = first === 'me' && PARTS_OF_ME.find((known) => known === second)
  return name ? { name } : { name: 'lost' }
}

function partOfStation(wanted: string, part: string): Screen {
  const name = PARTS_OF_STATION[`/${part}` as keyof typeof PARTS_OF_STATION]
  return name ? { name, wanted } : { name: 'lost' }
}

function viewOf(asked: string | null): View {
  return asked === 'radar' || asked === 'map' ? asked : 'list'
}

/** True where the app shows the address itself; the server's own answers and other sites are left to the browser. */
export function isOurs(url: URL, origin: string): boolean {
  return (
    url.origin === origin &&
    !/^\/(api|packs|schema|health|media|metrics)(\/|$)/.test(url.pathname) &&
    !/\.\w+$/.test(url.pathname)
  )
}
