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
  | { name: 'consultations'; id: string }
  | { name: 'activities'; id: string }
  /** Of accounts, of work and of demands there are many, which are told apart once one is opened. */
  | { name: 'account'; path: string; asked: string }
  | { name: 'feedback'; edit: string | null }
  | { name: 'receipt'; id: string }
  | { name: 'scenes'; id: string }
  /** Of one word, which `plainRoutes.ts` tells apart. */
  | { name: 'plain'; path: string; token: string }
  | { name: 'lost' }

const PARTS_OF_ME = ['offline', 'install', 'privacy', 'about']
export function screenAt({ pathname, searchParams, hash }: URL): Screen {
  const [first = '', second = '', ...deeper] = pathname.split('/').filter(Boolean)
  const isOfMe = first === 'me' && (!second || PARTS_OF_ME.includes(second))
  if (/^(?:desk|cases|concerns)$/.test(first) || (first === 'me' && !isOfMe))
    return { name: 'account', path: pathname, asked: searchParams.get('do') ?? '' }
  if (deeper.length > 0) return { name: 'lost' }
  switch (first) {
    case '':
      return { name: 'nearby', view: viewOf(searchParams.get('view')) }
    case 's':
      return second ? { name: 'station', id: second.toUpperCase() } : { name: 'lost' }
    case 'scenes':
    case 'consultations':
    case 'activities':
      return { name: first, id: second }
    case 'feedback':
      return second ? { name: 'receipt', id: second } : { name: 'feedback', edit: searchParams.get('edit') }
    case 'me':
      return { name: (second || first) as 'me' }
  }
  if (second) return { name: 'lost' }
  if (first === 'search') return { name: first, text: searchParams.get('q') ?? '' }
  return { name: 'plain', path: first, token: hash.slice(1) }
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
