/** What was said of the service on this phone: the words stay here, the receipt comes from the server. */
import { reading, writing } from './database.ts'

export interface Said {
  /** The receipt's id, by which alone the answer is found. */
  id: string
  kind: 'complaint' | 'suggestion'
  words: string
  contact: string | null
  /** Who was signed in when it was written. */
  account: string | null
  saidAt: number
  receipt: SaidReceipt | null
}

export interface SaidReceipt {
  /** The day by whose end it is answered, as 2026-12-01. */
  dueOn: string
  answer: string | null
  answeredAt: string | null
}

export async function keepSaid(said: Said): Promise<void> {
  await writing(['said'], (open) => open('said').put(said))
}

export async function saidOf(id: string): Promise<Said | null> {
  return (await reading(['said'], (open) => open('said').get(id))) ?? null
}

/** All of it, the latest first. */
export async function allSaid(): Promise<Said[]> {
  const all = await reading(['said'], (open) => open('said').getAll())
  return all.sort((a, b) => b.saidAt - a.saidAt)
}

export async function keepReceipt(id: string, { dueOn, answer, answeredAt }: SaidReceipt): Promise<void> {
  await writing(['said'], async (open) => {
    const said = await open('said').get(id)
    if (said) await open('said').put({ ...said, receipt: { dueOn, answer, answeredAt } })
  })
}

/** Takes it off this phone; what was sent stays with the service. */
export async function forgetSaid(id: string): Promise<void> {
  await writing(['said'], (open) => open('said').delete(id))
}
