/** Riders' photos as those see them who look after a station, before everybody does or after. */
import { send } from '../../../api/client.ts'

/** The picture; null where it cannot come: no network, or it is gone. */
export async function pictureOf(station: string, photo: string, small: boolean): Promise<Blob | null> {
  const address = `/api/stations/${station}/photos/${photo}?small=${small}`
  try {
    const answer = await send(address, { method: 'GET', headers: { accept: 'image/webp' } })
    return answer.ok ? await answer.blob() : null
  } catch {
    return null
  }
}
