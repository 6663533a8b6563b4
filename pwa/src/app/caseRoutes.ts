/** Which page of demands an address shows; none of them is opened first. */
export type CasePart =
  | { name: 'mine' | 'concerns' | 'board' | 'owed' | 'charters' }
  /** One more, of the station that is named, or like what is in a concern. */
  | { name: 'raise'; station: string; earlier: string; concern?: string }
  | { name: 'case' | 'concern' | 'charter'; id: string }
  /** The desk, with what is open on it. */
  | { name: 'desk'; id: string; concern: string }

const PLAIN: Record<string, 'mine' | 'concerns' | 'board' | 'owed' | 'charters'> = {
  cases: 'mine',
  concerns: 'concerns',
  'concerns/board': 'board',
  'concerns/charters': 'charters',
  'desk/commitments': 'owed',
}

/** Null where there is no such page. */
export function caseAt(pathname: string): CasePart | null {
  const [first = '', second = '', third = '', ...rest] = pathname.split('/').filter(Boolean)
  const plain = PLAIN[[first, second, third].filter(Boolean).join('/')]
  if (plain) return { name: plain }
  if (rest.length > 0 || second === 'commitments') return null
  if (first === 'desk')
    return { name: 'desk', id: second === 'cases' ? third : '', concern: second === 'concerns' ? third : '' }
  if (first === 'concerns') return concernAt(second, third)
  if (second === 'new') return { name: 'raise', station: third.toUpperCase(), earlier: '' }
  if (third) return third === 'change' ? { name: 'raise', station: '', earlier: second } : null
  return second ? { name: 'case', id: second } : { name: 'mine' }
}

function concernAt(id: string, deeper: string): CasePart | null {
  if (deeper === 'raise') return { name: 'raise', station: '', earlier: '', concern: id }
  if (deeper) return id === 'charters' ? { name: 'charter', id: deeper } : null
  return id ? { name: 'concern', id } : { name: 'concerns' }
}

export const isOfCases = (pathname: string) =>
  /^\/(?:desk\/)?(?:cases|concerns|commitments)(?:\/|$)/.test(pathname)
