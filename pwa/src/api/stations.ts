/** One station, asked of the server: only for a link to a station whose prefecture the phone does not hold. */
import { type Problem, problemOf } from './problems.ts'
import type { components } from './schema.d.ts'

/** What GET /api/stations/{id} answers: a station as the packs tell it, with instants as text. */
export type StationAnswer = components['schemas']['StationCard']

export type Refused = { is: 'refused'; problem: Problem }
/** Nobody could be asked, or somebody else answered. */
export type Offline = { is: 'offline' }

export async function fetchStation(
  id: string,
  signal: AbortSignal,
): Promise<{ is: 'station'; station: StationAnswer } | Refused | Offline> {
  try {
    const answer = await fetch(`/api/stations/${encodeURIComponent(id)}`, {
      headers: { accept: 'application/json' },
      signal,
    })
    if (answer.ok) return { is: 'station', station: await answer.json() }
    const problem = await problemOf(answer)
    return problem ? { is: 'refused', problem } : { is: 'offline' }
  } catch {
    return { is: 'offline' }
  }
}
