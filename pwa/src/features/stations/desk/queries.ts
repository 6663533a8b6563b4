/** A manager's stations: asked of the server, and kept on the phone for when there is no network. */
import { call, type Reply } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'
import { heldFile, keepFile } from '../../../store/held.ts'
import { who } from '../../../store/who.ts'
import type { DeskStation, Seen } from './shown.ts'

type Page = components['schemas']['DeskStations']

/** The reports of so many stations are fetched and kept; those of others once they are open. */
const MOST = 100

/** What was last seen under this account. */
export async function lastSeen(account: string): Promise<Seen | null> {
  const file = await heldFile('desk').catch(() => null)
  return file?.path === account ? (JSON.parse(file.text) as Seen) : null
}

export async function see(): Promise<Reply<Seen>> {
  const at = Date.now()
  const items: DeskStation[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: Reply<Page> = await call('get', '/api/desk/stations', { query: { after } })
    if (page.is !== 'done') return page
    items.push(...page.value.items)
    after = page.value.next
  }
  items.sort((one, other) => (one.name < other.name ? -1 : 1))
  const reports: Seen['reports'] = {}
  for (const { id } of items.filter(({ waiting }) => waiting > 0).slice(0, MOST)) {
    const told = await call('get', '/api/stations/{station_id}/reports', { path: { station_id: id } })
    if (told.is !== 'done') return told
    reports[id] = told.value.items
  }
  return { is: 'done', value: { at, items, reports } }
}

/** One station by itself: of somebody who looks after its place, or one whose reports were not fetched. */
export async function seeOne(id: string): Promise<Reply<Seen>> {
  const at = Date.now()
  const path = { station_id: id }
  const one = await call('get', '/api/desk/stations/{station_id}', { path })
  if (one.is !== 'done') return one
  const told = await call('get', '/api/stations/{station_id}/reports', { path })
  if (told.is !== 'done') return told
  return { is: 'done', value: { at, items: [one.value], reports: { [id]: told.value.items } } }
}

/** A phone that lets nothing be kept still shows it; of a desk that was signed out meanwhile nothing is kept. */
export async function keepSeen(account: string, seen: Seen): Promise<void> {
  const now = who()
  if (now.is !== 'in' || now.me.id !== account) return
  await keepFile('desk', { path: account, text: JSON.stringify(seen) }).catch(() => undefined)
}
