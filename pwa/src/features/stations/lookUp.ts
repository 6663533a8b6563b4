/** A station by its id: from the phone, or else from the server. */
import { fetchStation, type Offline, type Refused, type StationAnswer } from '../../api/stations.ts'
import { open } from './holding.svelte.ts'
import { station } from './queries.ts'
import type { OpeningHours, Station } from './types.ts'

export type Found = { is: 'station'; station: Station } | Refused | Offline

/** `onfetching` is called when the phone does not hold the station, so that the wait can be shown. */
export async function lookUp(id: string, signal: AbortSignal, onfetching: () => void): Promise<Found> {
  await open()
  const mine = station(id)
  if (mine) return { is: 'station', station: mine }
  onfetching()
  const answer = await fetchStation(id, signal)
  return answer.is === 'station' ? { is: 'station', station: asStation(answer.station) } : answer
}

function asStation(answer: StationAnswer): Station {
  const at = (text: string | null) => (text === null ? null : new Date(text))
  return {
    ...answer,
    // The document calls fields with a default optional; the server always sends them.
    hours: answer.hours as OpeningHours | null,
    amenities: answer.amenities.map((amenity) => ({ ...amenity, outSince: at(amenity.outSince) })),
    reports: answer.reports.map((report) => ({ ...report, lastAt: new Date(report.lastAt) })),
    liveState: answer.liveState && {
      ...answer.liveState,
      since: new Date(answer.liveState.since),
      until: at(answer.liveState.until),
    },
    confirmedAt: at(answer.confirmedAt),
    clearedAt: at(answer.clearedAt),
    liveKnown: true,
  }
}
