/** Lists that are sent at the desk, and those that were taken in before. */
import { call, type Reply } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'
import { upload } from '../../../api/upload.ts'
import type { Language } from '../../../i18n/catalogue.ts'
import { mintId } from '../../../store/ids.ts'

export type SentList = components['schemas']['SentList']
export type Report = components['schemas']['ListReport']
export type Said = components['schemas']['Said']
export type Batch = components['schemas']['Batch']
export type Column = components['schemas']['ListColumn']
export type Datum = SentList['datum']

export const DATUMS = ['gcj02', 'bd09', 'wgs84'] as const satisfies readonly Datum[]
/** The one that keeps long codes whole when a spreadsheet opens it comes first. */
export const SAMPLES = ['xlsx', 'csv'] as const
export type Sample = (typeof SAMPLES)[number]
/** The gravest first. */
export const VERDICTS = ['refused', 'warned', 'fixed', 'accepted'] as const
export type Verdict = (typeof VERDICTS)[number]
/** As much as the server takes. */
export const MOST_BYTES = 20_000_000

/** The server reads the file's kind from what stands in it. */
export function sendList(
  file: File,
  datum: Datum,
  source: string,
  onpart: (part: number) => void,
): Promise<Reply<SentList>> {
  const said = new URLSearchParams({ datum, name: file.name.slice(-200) })
  if (source.trim()) said.set('source', source.trim())
  return upload(`/api/lists/${mintId()}?${said}`, file, onpart)
}

export function readColumns() {
  return call('get', '/api/list-columns', {})
}

export const sampleAt = (kind: Sample) => `/api/list-columns/sample/${kind}`

export function readList(id: string): Promise<Reply<SentList>> {
  return call('get', '/api/lists/{list_id}', { path: { list_id: id } })
}

/** `leftOut` are the lines of rows that stay out. */
export function landList(id: string, leftOut: number[]): Promise<Reply<SentList>> {
  return call('post', '/api/lists/{list_id}/landing', { path: { list_id: id }, body: { leftOut } })
}

export function readRows(id: string, verdict: Verdict, page: number, language: Language) {
  const query = { verdict, page, language }
  return call('get', '/api/lists/{list_id}/rows', { path: { list_id: id }, query })
}

export function readBatches(cursor?: string) {
  return call('get', '/api/batches', { query: cursor ? { cursor } : {} })
}

/** A hundred thousand rows take minutes. */
const UNDO_MS = 600_000
/** A proxy may wait no longer than a minute for an answer. */
const MOST_ASKED = 10

/** Takes a batch back, and waits for it; asks again where somebody on the way gave up waiting. */
export async function undoBatch(id: string) {
  const given = { path: { batch: id }, within: UNDO_MS }
  let reply = await call('post', '/api/batches/{batch}/undoing', given)
  for (let asked = 1; reply.is === 'offline' && asked < MOST_ASKED; asked += 1) {
    if ((await farOf(id)).is !== 'done') break
    reply = await call('post', '/api/batches/{batch}/undoing', given)
  }
  return reply
}

const farOf = (id: string) => call('get', '/api/batches/{batch}/undoing', { path: { batch: id } })

export const isAtWork = ({ state }: SentList) => state === 'rehearsing' || state === 'landing'

export const rowsOf = ({ accepted, fixed, warned, refused }: Report) => accepted + fixed + warned + refused

/** Null where it has not begun. */
export const percentOf = ({ done, steps }: SentList) => (steps > 0 ? Math.floor((done * 100) / steps) : null)

/** How far a batch is that is being taken back; null where nobody knows. */
export async function readUndoing(id: string): Promise<{ done: number; steps: number } | null> {
  const reply = await farOf(id)
  return reply.is === 'done' && reply.value.steps > 0 ? reply.value : null
}
