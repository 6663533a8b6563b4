/** A manager's stations: asked of the server, and kept on the phone for when there is no network. */
import { call, type Reply } from '../../../api/client.ts'
import { heldFile, keepFile } from '../../../store/held.ts'
import { who } from '../../../store/who.ts'
import type { Seen } from './shown.ts'

/** The reports of so many stations are fetched and kept; a manager has one or two, an office some dozens. */
const MOST = 100

/** What was last seen under this account. */
export async function lastSeen(account: string): Promise<Seen | null> {
  const file = await heldFile('desk').catch(() => null)
  return file?.path === account ? (JSON.parse(file.text) as Seen) : null
}

export async function see(): Promise<Reply<Seen>> {
  const at = Date.now()
  const list = await call('get', '/api/desk/stations')
  if (list.is !== 'done') return list
  const { items } = list.value
  const reports: Seen['reports'] = {}
  for (const { id } of items.filter(({ waiting }) => waiting > 0).slice(0, MOST)) {
    const told = await call('get', '/api/stations/{station_id}/reports', { path: { station_id: id } })
    if (told.is !== 'done') return told
    reports[id] = told.value.items
  }
  return { is: 'done', value: { at, items, reports } }
}

/** A phone that lets nothing be kept still shows it; of a desk that was signed out meanwhile nothing is kept. */
export async function keepSeen(account: string, seen: Seen): Promise<void> {
  const now = who()
  if (now.is !== 'in' || now.me.id !== account) return
  await keepFile('desk', { path: account, text: JSON.stringify(seen) }).catch(() => undefined)
}
