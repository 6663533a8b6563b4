/** One station, asked of the server: only for a link to a station whose prefecture the phone does not hold. */

/** What GET /api/stations/{id} answers: a station as the packs tell it, with instants as text. */
export interface StationAnswer {
  id: string
  name: string
  family: string
  familyWords: string
  address: string
  street: string
  county: string
  prefecture: string
  lon: number
  lat: number
  amenities: { id: string; note: string; outSince: string | null }[]
  hours: {
    week: [number, number][][] | null
    holiday: null | 'asWeek' | [number, number][]
    makeup: null | 'asWeek' | number | [number, number][]
    exceptions: {
      from: string
      to: string
      spans: [number, number][] | null
      reason: 'heat' | 'cold' | 'holiday' | 'closed' | 'other' | null
    }[]
    note: string
  } | null
  entry: 'unknown' | 'walk_in' | 'scan' | 'ask' | 'register'
  entryNote: string
  gateWords: string
  parking: string
  phone: string
  responsible: string
  confirmedAt: string | null
  reports: {
    kind: 'locked' | 'amenity_broken' | 'crowded' | 'wrong_place' | 'gone'
    amenity: string | null
    count: number
    lastAt: string
  }[]
  liveState: { kind: 'full' | 'power_cut' | 'closed'; since: string; until: string | null } | null
}

/** 'absent': the server knows no such station. 'offline': nobody could be asked. */
export async function fetchStation(id: string, signal: AbortSignal): Promise<StationAnswer | 'absent' | 'offline'> {
  try {
    const answer = await fetch(`/api/stations/${encodeURIComponent(id)}`, { headers: { accept: 'application/json' }, signal })
    if (answer.ok) return (await answer.json()) as StationAnswer
    // Anything but "no such station" is the server's trouble, which passes like a lost network.
    return answer.status === 404 || answer.status === 410 || answer.status === 400 ? 'absent' : 'offline'
  } catch {
    return 'offline'
  }
}
