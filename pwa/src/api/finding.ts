/** Divisions and organisations by name: there are too many for the phone to hold. */
import { call, type Reply } from './client.ts'

export interface Found {
  key: string
  name: string
  within?: string
}

const MOST = 6

export async function findDivisions(q: string): Promise<Reply<Found[]>> {
  const reply = await call('get', '/api/divisions', { query: { q, limit: MOST } })
  return reply.is === 'done'
    ? { is: 'done', value: reply.value.items.map(({ key, name }) => ({ key, name })) }
    : reply
}

/** "长沙市岳麓区": what a division lies in, without the province; empty where it cannot be had now. */
export async function divisionWithin({ key }: Found): Promise<string> {
  const reply = await call('get', '/api/divisions/{key}', { path: { key } })
  if (reply.is !== 'done') return ''
  return reply.value.ancestors
    .slice(1)
    .map(({ name }) => name)
    .join('')
}

export async function findOrganisations(q: string): Promise<Reply<Found[]>> {
  const reply = await call('get', '/api/organisations', { query: { q, limit: MOST } })
  return reply.is === 'done'
    ? {
        is: 'done',
        value: reply.value.items.map(({ id, name, homeName }) => ({ key: id, name, within: homeName })),
      }
    : reply
}
