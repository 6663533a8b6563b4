/** Divisions and organisations by name: there are too many for the phone to hold. */
import { call, type Reply } from './client.ts'
import type { components } from './schema.d.ts'

export interface Found {
  key: string
  name: string
  within?: string
}

/** The first ones, and how many more there are, or only that there are some. */
export type Finds = Reply<Found[]> & { more?: number | true }

const MOST = 6
/** Names repeat from place to place; so many are looked at for those that lie below. */
const LOOKED_AT = 20

type OrganisationKind = components['schemas']['OrganisationCard']['kind']

export async function findDivisions(q: string): Promise<Finds> {
  const reply = await call('get', '/api/divisions', { query: { q, limit: MOST } })
  return reply.is === 'done'
    ? { is: 'done', value: reply.value.items.map(({ key, name }) => ({ key, name })), ...rest(reply.value) }
    : reply
}

/** As `findDivisions`, of these divisions and what lies below them alone; `outside` hears what was left out. */
export async function findBelow(q: string, tops: string[], outside: (left: Found[]) => void): Promise<Finds> {
  const reply = await call('get', '/api/divisions', { query: { q, limit: LOOKED_AT } })
  if (reply.is !== 'done') return reply
  const found = reply.value.items.map(({ key, name }) => ({ key, name }))
  const isBelow = await Promise.all(found.map(({ key }) => liesBelow(key, tops)))
  outside(found.filter((_, at) => !isBelow[at]))
  const below = found.filter((_, at) => isBelow[at])
  const more = reply.value.next ? rest(reply.value) : { more: Math.max(0, below.length - MOST) }
  return { is: 'done', value: below.slice(0, MOST), ...more }
}

/** A page of the API says whether it was the last. */
const rest = ({ next }: { next: string | null }): { more?: true } => (next === null ? {} : { more: true })

async function liesBelow(key: string, tops: string[]): Promise<boolean> {
  if (tops.includes(key)) return true
  const reply = await call('get', '/api/divisions/{key}', { path: { key } })
  return reply.is === 'done' && reply.value.ancestors.some((one) => tops.includes(one.key))
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

export async function findOrganisations(q: string, kind?: OrganisationKind): Promise<Finds> {
  const reply = await call('get', '/api/organisations', { query: { q, limit: MOST, ...(kind && { kind }) } })
  return reply.is === 'done'
    ? {
        is: 'done',
        value: reply.value.items.map(({ id, name, homeName }) => ({ key: id, name, within: homeName })),
        ...rest(reply.value),
      }
    : reply
}

/** A point in words, and in the degrees that we keep: for whoever is about to lead people there. */
export const describe = (wanted: Required<components['schemas']['PointAsked']>) =>
  call('post', '/api/desk/consultations/spot', { body: wanted })
