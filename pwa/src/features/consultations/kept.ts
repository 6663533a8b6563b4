/** What the phone keeps of meetings: the last list, and those that were opened; what one answered is of one account. */
import { writing } from '../../store/database.ts'
import { heldFile } from '../../store/held.ts'
import { who } from '../../store/who.ts'
import type { Meeting } from './types.ts'

export interface KeptList {
  /** When the server said so, in epoch milliseconds. */
  at: number
  /** Null for the whole province. */
  division: string | null
  /** What the division is called. */
  name: string
  meetings: Meeting[]
  /** Leads on to the others; lists of earlier versions lack it. */
  next?: string | null
}

interface Kept {
  lists: KeptList[]
  opened: { at: number; meeting: Meeting }[]
}

/** The prefecture around and the whole province, and some of the places one was at before. */
const LISTS = 3
const OPENED = 20
const NOTHING: Kept = { lists: [], opened: [] }

const account = () => {
  const now = who()
  return now.is === 'in' ? now.me.id : ''
}

async function kept(): Promise<Kept> {
  const file = await heldFile('consultations').catch(() => null)
  return file?.path === account() ? (JSON.parse(file.text) as Kept) : NOTHING
}

/**
 * In one transaction, as a list and a meeting may come at the same time.
 * A phone that lets nothing be kept still shows what has come.
 */
async function keep(whose: string, changed: (before: Kept) => Kept): Promise<void> {
  await writing(['files'], async (open) => {
    const file = await open('files').get('consultations')
    if (whose !== account()) return
    const before = file?.path === whose ? (JSON.parse(file.text) as Kept) : NOTHING
    await open('files').put({ path: whose, text: JSON.stringify(changed(before)) }, 'consultations')
  }).catch(() => undefined)
}

export async function keptList(division: string | null): Promise<KeptList | null> {
  return (await kept()).lists.find((one) => one.division === division) ?? null
}

/** The place whose meetings were looked at last, for when the phone does not know where it is. */
export async function lastPlace(): Promise<{ key: string; name: string } | null> {
  const last = (await kept()).lists.find(({ division }) => division !== null)
  return last?.division ? { key: last.division, name: last.name } : null
}

export async function keepList(list: KeptList): Promise<void> {
  await keep(account(), ({ lists, opened }) => {
    const others = lists.filter(({ division }) => division !== list.division)
    return { lists: [list, ...others].slice(0, LISTS), opened }
  })
}

/** One meeting as it was last told, and when. */
export async function keptMeeting(id: string): Promise<{ at: number; meeting: Meeting } | null> {
  const { lists, opened } = await kept()
  const found = [
    ...opened,
    ...lists.flatMap(({ at, meetings }) => meetings.map((meeting) => ({ at, meeting }))),
  ].filter(({ meeting }) => meeting.id === id)
  return found.sort((one, other) => other.at - one.at)[0] ?? null
}

export async function keepMeeting(at: number, meeting: Meeting): Promise<void> {
  await keep(account(), ({ lists, opened }) => {
    const others = opened.filter((one) => one.meeting.id !== meeting.id)
    return { lists, opened: [{ at, meeting }, ...others].slice(0, OPENED) }
  })
}
