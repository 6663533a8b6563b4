/** What the phone keeps of demands: those of one account, the concerns that were opened, and in how many days a place answers. */
import { writing } from '../../store/database.ts'
import { heldFile } from '../../store/held.ts'
import { accountNow } from '../../store/whose.ts'
import type { Thread, Told } from './queries.ts'
import type { AnswerDays, MyCase } from './types.ts'

interface Kept {
  mine: Told<MyCase[]> | null
  opened: Told<Thread>[]
  /** The latest first; none in what was kept before a phone was told any. */
  days?: { division: string; days: AnswerDays }[]
}

const OPENED = 20
const PLACES = 30
const NOTHING: Kept = { mine: null, opened: [] }
const account = () => accountNow() ?? ''

async function kept(): Promise<Kept> {
  const file = await heldFile('cases').catch(() => null)
  return file?.path === account() ? (JSON.parse(file.text) as Kept) : NOTHING
}

/** A phone that lets nothing be kept still shows what has come. */
async function keep(whose: string, changed: (before: Kept) => Kept): Promise<void> {
  await writing(['files'], async (open) => {
    const file = await open('files').get('cases')
    if (whose !== account()) return
    const before = file?.path === whose ? (JSON.parse(file.text) as Kept) : NOTHING
    await open('files').put({ path: whose, text: JSON.stringify(changed(before)) }, 'cases')
  }).catch(() => undefined)
}

export const keptCases = async (): Promise<Told<MyCase[]> | null> => (await kept()).mine

export async function keptCase(id: string): Promise<Told<MyCase> | null> {
  const { mine } = await kept()
  const value = mine?.value.find((one) => one.id === id)
  return mine && value ? { at: mine.at, value } : null
}

export const keepCases = (at: number, value: MyCase[]): Promise<void> =>
  keep(account(), (before) => ({ ...before, mine: { at, value } }))

/** One that was kept before there were promises has none. */
export async function keptConcern(id: string): Promise<Told<Thread> | null> {
  const found = (await kept()).opened.find(({ value }) => value.id === id)
  return found ? { ...found, value: { ...found.value, promises: found.value.promises ?? [] } } : null
}

export const keepConcern = (at: number, value: Thread): Promise<void> =>
  keep(account(), (before) => {
    const others = before.opened.filter((one) => one.value.id !== value.id)
    return { ...before, opened: [{ at, value }, ...others].slice(0, OPENED) }
  })

/** Those of a place, or else the last that were told: most of what lies around a place has the same. */
export async function keptDays(division: string): Promise<AnswerDays | null> {
  const { days = [] } = await kept()
  return (days.find((one) => one.division === division) ?? days[0])?.days ?? null
}

export const keepDays = (division: string, days: AnswerDays): Promise<void> =>
  keep(account(), (before) => {
    const others = before.days?.filter((one) => one.division !== division) ?? []
    return { ...before, days: [{ division, days }, ...others].slice(0, PLACES) }
  })
