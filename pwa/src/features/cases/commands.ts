/** Raising a demand and joining another's: both go to the outbox, and from there to the server. */
import { acting } from '../../store/acting.ts'
import { mintId } from '../../store/ids.ts'
import { type Draft, keep, type Replaced, replace, type Write, writeOf } from '../../store/outbox.ts'
import { accountNow } from '../../store/whose.ts'
import { shortly } from './words.ts'
import type { Field, Spot } from './types.ts'

export const RAISED = 'case'
export const JOINED = 'case_joined'

export interface Raising {
  field: Field
  words: string
  place: Spot
  photo: Blob | null
  /** One that has arrived already. */
  photoId?: string | null
}

/** As many characters as the server takes. */
export const LONGEST = 1000

/** Raises it; resolves to its id. Throws where the phone lets nothing be kept. */
export async function raise(said: Raising): Promise<string> {
  const id = mintId()
  await keep(draftOf(id, said))
  return id
}

/** Says otherwise what has not arrived; where the server has the first words under its id, this is another. */
export async function raiseAnew(id: string, said: Raising): Promise<{ id: string; done: Replaced }> {
  const write = await writeOf(id)
  if (write?.refusal?.code === 'case_differs') return { id: await raise(said), done: 'kept' }
  return { id, done: await replace(draftOf(id, said)) }
}

function draftOf(id: string, { field, words, place, photo, photoId = null }: Raising): Draft {
  const attached = photo && mintId()
  return {
    id,
    kind: RAISED,
    about: shortly(words) || place.name,
    of: { place: place.name },
    method: 'PUT',
    path: `/api/cases/${id}`,
    body: { field, words: words.trim(), station: place.station, division: place.division, photo: attached ?? photoId },
    needsSignIn: true,
    account: accountNow(),
    actingFor: accountNow() && (acting()?.account ?? null),
    attached: photo && { path: `/api/photos/${attached}`, file: photo, field: 'photo' },
    editAt: `/cases/${id}/change`,
    hears: true,
  }
}
