/** One station, asked of the server: only for a link to a station whose prefecture the phone does not hold. */
import type { components } from './schema.d.ts'

/** What GET /api/stations/{id} answers: a station as the packs tell it, with instants as text. */
export type StationAnswer = components['schemas']['StationCard']

/** 'absent': the server knows no such station. 'offline': nobody could be asked. */
export async function fetchStation(
  id: string,
  signal: AbortSignal,
): Promise<StationAnswer | 'absent' | 'offline'> {
  try {
    const answer = await fetch(`/api/stations/${encodeURIComponent(id)}`, {
      headers: { accept: 'application/json' },
      signal,
    })
    if (answer.ok) return (await answer.json()) as StationAnswer
    // Anything but "no such station" is the server's trouble, which passes like a lost network.
    return answer.status === 404 || answer.status === 410 || answer.status === 400 ? 'absent' : 'offline'
  } catch {
    return 'offline'
  }
}
