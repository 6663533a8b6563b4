/** What the phone keeps of meetings: the last list, and those that were opened; what one answered is of one account. */
import { heldFile, keepFile } from '../../store/held.ts'
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

/** A phone that lets nothing be kept still shows what has come. */
async function keep(of: string, next: Kept): Promise<void> {
  if (of !== account()) return
  await keepFile('consultations', { path: of, text: JSON.stringify(next) }).catch(() => undefined)
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
  const whose = account()
  const { lists, opened } = await kept()
  const others = lists.filter(({ division }) => division !== list.division)
  await keep(whose, { lists: [list, ...others].slice(0, LISTS), opened })
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
  const whose = account()
  const { lists, opened } = await kept()
  const others = opened.filter((one) => one.meeting.id !== meeting.id)
  await keep(whose, { lists, opened: [{ at, meeting }, ...others].slice(0, OPENED) })
}
