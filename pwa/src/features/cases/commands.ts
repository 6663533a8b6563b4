/** Raising a demand, joining another's, saying whether it is solved, reporting it done: all go to the outbox, and from there to the server. */
import { acting } from '../../store/acting.ts'
import { mintId } from '../../store/ids.ts'
import {
  type Attached,
  type Draft,
  keep,
  type Replaced,
  replace,
  type Write,
  writeOf,
  writes,
} from '../../store/outbox.ts'
import { accountNow } from '../../store/whose.ts'
import { type Receipt, receiptOf } from './receipt.ts'
import type { Commitment, Field, MyCase, RaisedAs, Spot } from './types.ts'
import { shortly } from './words.ts'

export const RAISED = 'case'
export const JOINED = 'case_joined'
export const JUDGED = 'commitment_answer'
export const CASE_JUDGED = 'case_judged'
export const REPORTED = 'commitment_report'

export interface Raising {
  field: Field
  kind: RaisedAs
  words: string
  place: Spot
  photo: Blob | null
  /** One that has arrived already. */
  photoId: string | null
  voice: Blob | null
  voiceId: string | null
}

/** As it is sent; what was kept before one could say so has no kind and no voice. */
type Said = {
  field: Field
  kind?: RaisedAs
  words: string
  photo: string | null
  voice?: string | null
}

/** As many characters as the server takes. */
export const LONGEST = 1000

/** Raises it; resolves to its id. Throws where the phone lets nothing be kept. */
export async function raise(said: Raising): Promise<string> {
  const id = mintId()
  await keep(await draftOf(id, said))
  return id
}

/** Says otherwise what has not arrived; where the server has the first words under its id, this is another. */
export async function raiseAnew(id: string, said: Raising): Promise<{ id: string; done: Replaced }> {
  const write = await writeOf(id)
  if (write?.refusal?.code === 'case_differs') return { id: await raise(said), done: 'kept' }
  return { id, done: await replace(await draftOf(id, said)) }
}

async function draftOf(id: string, said: Raising): Promise<Draft> {
  const { field, kind, words, place, photo, photoId, voice, voiceId } = said
  const pictured = photo && mintId()
  const spoken = voice && mintId()
  const sound = voice && { path: `/api/voices/${spoken}`, file: voice, field: 'voice' }
  const files = { photo: pictured ?? photoId, voice: spoken ?? voiceId }
  const { key, name, within, station, division } = place
  const account = accountNow()
  const receipt = await receiptOf(id, field, division)
  return {
    id,
    kind: RAISED,
    about: shortly(words) || name,
    of: { key, name, within, station, division, ...files, ...receipt },
    method: 'PUT',
    path: `/api/cases/${id}`,
    body: {
      field,
      kind,
      words: words.trim(),
      ...files,
      ...(station ? { station } : { division }),
    },
    needsSignIn: true,
    account,
    actingFor: account && (acting()?.account ?? null),
    attached: photo
      ? {
          // One that is as it came could not be opened here, so nothing in it can have been blurred.
          path: `/api/photos/${pictured}${photo instanceof File ? '?unblurred=true' : ''}`,
          file: photo,
          field: 'photo',
          next: sound,
        }
      : sound,
    editAt: `/cases/${id}/change`,
    hears: true,
  }
}

/** What a write that waits says; null of one that has arrived. */
export function saidIn({ kind: what, body, of, attached }: Write): Raising | null {
  if (what !== RAISED || !body) return null
  const { field, kind = 'help', words, photo, voice = null } = body as Said
  const { key = '', name = '', within = '', station = null, division = '' } = of ?? {}
  const place = { key: key ?? '', name: name ?? '', within: within ?? '', station, division: division ?? '' }
  const [picture, sound] = [fileOf(attached, 'photo'), fileOf(attached, 'voice')]
  return {
    ...{ field, kind, words, place, photo: picture, photoId: picture ? null : photo },
    ...{ voice: sound, voiceId: sound ? null : voice },
  }
}

/** Which of its files the server did not take; the rest goes without them. */
export function lostIn({ kind, of, body, answer, lost }: Write): ('photo' | 'voice')[] {
  const rest = (body ?? answer) as Partial<Record<'photo' | 'voice', string | null>> | null | undefined
  if (kind !== RAISED || !lost || !rest) return []
  return (['photo', 'voice'] as const).filter((name) => of?.[name] && !rest[name])
}

/** The number and the day that were shown before it was sent; what was kept before there were such has none. */
export function receiptIn({ kind, of }: Write): Receipt | null {
  const { number, dueOn } = of ?? {}
  return kind === RAISED && number && dueOn ? { number, dueOn } : null
}

const fileOf = (one: Attached | null | undefined, field: string): Blob | null =>
  one ? (one.field === field ? one.file : fileOf(one.next, field)) : null

/** Wants the same as somebody else; `about` is what the list calls it. */
export async function join(id: string, about: string): Promise<void> {
  const account = accountNow()
  await keep({
    id: mintId(),
    kind: JOINED,
    about,
    method: 'PUT',
    path: `/api/cases/${id}/joined`,
    body: null,
    needsSignIn: true,
    account,
    actingFor: account && (acting()?.account ?? null),
    hears: true,
  })
}

/** Says whether it is solved; another answer takes the place of one that has not left yet. */
export async function judge({ id, turn, title }: Commitment, solved: boolean): Promise<void> {
  const account = accountNow()
  const actingFor = account && (acting()?.account ?? null)
  const path = `/api/commitments/${id}/answer`
  const isSame = (one: Write) =>
    one.path === path && one.state !== 'sent' && one.account === account && one.actingFor === actingFor
  const earlier = (await writes()).find(isSame)
  const said = {
    ...{ id: earlier?.id ?? mintId(), kind: JUDGED, about: shortly(title), method: 'PUT' as const, path },
    ...{ body: { turn, solved }, needsSignIn: true, account, actingFor, hears: true },
  }
  // On its way or arrived meanwhile, it is said once more.
  if ((await replace(said)) !== 'kept') await keep({ ...said, id: mintId() })
}

/** What was said last of whether a demand is solved, as far as this phone knows. */
export const judgementOf = (all: readonly Write[], id: string): Write | null =>
  all.findLast(({ kind, path }) => kind === CASE_JUDGED && path.startsWith(`/api/cases/${id}/`)) ?? null

/**
 * Says that one's own demand is solved, or what it `lacks`; another answer takes the place of one that has not
 * left yet. What is unsolved is a step of its own, under the id of the write.
 */
export async function judgeCase(one: MyCase, lacks: string | null): Promise<void> {
  const account = accountNow()
  const earlier = judgementOf(await writes(), one.id)
  const draftUnder = (id: string): Draft => ({
    ...{
      id,
      kind: CASE_JUDGED,
      about: shortly(one.words ?? '') || (one.number ?? ''),
      method: 'PUT' as const,
    },
    path: `/api/cases/${one.id}/${lacks === null ? 'solved' : `unsolved/${id}`}`,
    body: lacks === null ? null : { words: lacks.trim() },
    ...{ needsSignIn: true, account, actingFor: account && (acting()?.account ?? null) },
    ...{ editAt: `/cases/${one.id}`, hears: true },
  })
  const mine = earlier?.account === account && earlier.state === 'waiting' ? earlier.id : mintId()
  // On its way or arrived meanwhile, it is said once more.
  if ((await replace(draftUnder(mine))) !== 'kept') await keep(draftUnder(mintId()))
}

/** Reports it done for who owes it, with words or a photo as proof; resolves to the id of what is sent. */
export async function report({ id, words }: Commitment, said: string, photo: Blob | null): Promise<string> {
  const step = mintId()
  const attached = photo && mintId()
  await keep({
    id: step,
    kind: REPORTED,
    about: shortly(words),
    method: 'PUT',
    path: `/api/commitments/${id}/moves/${step}`,
    body: { move: 'report', words: said.trim(), photo: attached },
    needsSignIn: true,
    account: accountNow(),
    attached: photo && {
      path: `/api/photos/${attached}${photo instanceof File ? '?unblurred=true' : ''}`,
      file: photo,
      field: 'photo',
    },
    hears: true,
  })
  return step
}
