/** What is recorded of somebody, asked of the server, and kept on the phone for when there is no network. */
import { call, type Reply } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { writing } from '../../store/database.ts'
import { heldFile } from '../../store/held.ts'
import { accountNow } from '../../store/whose.ts'
import { listShifts } from './commands.ts'
import type { MyRecord } from './types.ts'

type SignUp = components['schemas']['SignUpShown']

export interface Recorded {
  record: MyRecord
  /** In which the person had a seat. */
  shifts: SignUp[]
  /** When the server said so, in epoch milliseconds; null for just now. */
  keptAt: number | null
}

const FILE = 'record'
/** Who somebody is stands in no file that is only there to be read without a network. */
const NOBODY = { name: null, sex: null, bornOn: null, idNumber: null, area: null, phone: null, skills: null }

export async function recorded(now = Date.now()): Promise<Reply<Recorded>> {
  const whose = accountNow()
  const [record, shifts] = await Promise.all([call('get', '/api/me/record'), listShifts()])
  if (record.is === 'refused') return record
  if (record.is !== 'done' || shifts.is !== 'done') return (await kept(whose)) ?? { is: 'offline' }
  const value: Recorded = { record: record.value, shifts: shifts.value.items, keptAt: null }
  const person = { ...value.record.person, ...NOBODY }
  const text = JSON.stringify({ ...value, record: { ...value.record, person }, keptAt: now })
  if (whose !== null && whose === accountNow())
    await writing(['files'], (open) => open('files').put({ path: whose, text }, FILE)).catch(() => undefined)
  return { is: 'done', value }
}

async function kept(whose: string | null): Promise<Reply<Recorded> | null> {
  const file = await heldFile(FILE).catch(() => null)
  return file && file.path === whose ? { is: 'done', value: JSON.parse(file.text) as Recorded } : null
}
