/** What is done with the catalogue; each answers with the benefit as it then stands. */
import { call, type Reply } from '../../../api/client.ts'
import { fetchFile } from '../../../api/files.ts'
import type { components } from '../../../api/schema.d.ts'

type Schemas = components['schemas']
export type OneDesk = Schemas['BenefitDesk']
export type Facts = Schemas['BenefitFacts']
export type Eligibility = Schemas['Eligibility']

const path = (id: string) => ({ benefit_id: id })

export const list = () => call('get', '/api/desk/benefits')

export const read = (id: string): Promise<Reply<OneDesk>> =>
  call('get', '/api/desk/benefits/{benefit_id}', { path: path(id) })

/** The picture as those see it who decide of it; null where it cannot come. */
export async function readPicture(id: string): Promise<Blob | null> {
  const reply = await fetchFile(`/api/desk/benefits/${id}/picture`, id)
  return reply.is === 'done' ? reply.value.content : null
}

/** `follows` is the benefit whose place a new version takes once it is approved. */
export const save = (
  id: string,
  facts: Facts,
  basedOn: number,
  follows: string | null,
): Promise<Reply<OneDesk>> =>
  call('put', '/api/benefits/{benefit_id}', { path: path(id), body: { facts, basedOn, follows } })

export const submit = ({ id, revision }: OneDesk): Promise<Reply<OneDesk>> =>
  call('put', '/api/benefits/{benefit_id}/submission', { path: path(id), body: { basedOn: revision } })

export const takeBack = ({ id }: OneDesk): Promise<Reply<OneDesk>> =>
  call('delete', '/api/benefits/{benefit_id}/submission', { path: path(id) })

export const approve = ({ id, revision }: OneDesk): Promise<Reply<OneDesk>> =>
  call('put', '/api/benefits/{benefit_id}/approval', { path: path(id), body: { basedOn: revision } })

export const sendBack = ({ id }: OneDesk, why: string): Promise<Reply<OneDesk>> =>
  call('put', '/api/benefits/{benefit_id}/return', { path: path(id), body: { why } })

/** Vouchers that are out are honoured on, unless they are to end too. */
export const withdraw = ({ id }: OneDesk, why: string, ends: boolean): Promise<Reply<OneDesk>> =>
  call('put', '/api/benefits/{benefit_id}/withdrawal', { path: path(id), body: { why, void: ends } })

/** The draft is gone for everybody. */
export const remove = ({ id }: OneDesk): Promise<Reply<unknown>> =>
  call('delete', '/api/benefits/{benefit_id}', { path: path(id) })
