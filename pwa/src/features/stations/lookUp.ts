/** A station by its id: from the phone, or else from the server. */
import { fetchStation, type StationAnswer } from '../../api/stations.ts'
import { holding, open, refresh } from './holding.svelte.ts'
import { station } from './queries.ts'
import type { Station } from './types.ts'

export type Found = Station | 'absent' | 'offline'

/** `onfetching` is called when the phone does not hold the station, so that the wait can be shown. */
export async function lookUp(id: string, signal: AbortSignal, onfetching: () => void): Promise<Found> {
  await open()
  const mine = station(id)
  if (mine) return mine
  onfetching()
  // Names of amenities and special days come with the index; a link may be the first thing this phone ever opened.
  const [answer] = await Promise.all([fetchStation(id, signal), holding.tried ? null : refresh(null)])
  return typeof answer === 'string' ? answer : asStation(answer)
}

function asStation(answer: StationAnswer): Station {
  const at = (text: string | null) => (text === null ? null : new Date(text))
  return {
    ...answer,
    amenities: answer.amenities.map((amenity) => ({ ...amenity, outSince: at(amenity.outSince) })),
    reports: answer.reports.map((report) => ({ ...report, lastAt: new Date(report.lastAt) })),
    liveState: answer.liveState && { ...answer.liveState, since: new Date(answer.liveState.since), until: at(answer.liveState.until) },
    confirmedAt: at(answer.confirmedAt),
    liveKnown: true,
  }
}
