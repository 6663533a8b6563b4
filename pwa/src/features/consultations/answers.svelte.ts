/** What one has answered: what was said here and is on its way lies over what the server last told. */
import { acting } from '../../store/acting.ts'
import type { Write } from '../../store/outbox.ts'
import { outgoing } from '../../store/outgoing.svelte.ts'
import { KIND, pathOf } from './commands.ts'
import type { Answering, Meeting, MyAnswer } from './types.ts'

export interface Shown {
  said: Pick<Answering, 'answer'> & { people: number; delegate: string; view?: string | undefined } & Partial<
      Pick<MyAnswer, 'ahead' | 'promotedAt'>
    >
  /** How it travels; null once the server has it. */
  write: Write | null
  /** It was of another time. */
  outdated: boolean
}

/** What writes said, which the outbox lets go of once they are sent. */
const bodies = new Map<string, unknown>()

function mine(): Write[] {
  const person = acting()?.account ?? null
  const found = (outgoing().writes ?? []).filter((one) => one.kind === KIND && one.actingFor === person)
  for (const { id, writtenAt, body } of found) if (body !== null) bodies.set(`${id} ${writtenAt}`, body)
  return found
}

/** How many answers have arrived: what the server tells is asked for again when it grows. */
export const arrived = () => mine().filter(({ state }) => state === 'sent').length

/** `at` is when the server told of the meeting. */
export function answerOf({ id, mine: told }: Meeting, at: number): Shown | null {
  return laidOver(mine(), id, told, at, (write) => bodies.get(`${write.id} ${write.writtenAt}`))
}

export function laidOver(
  writes: readonly Write[],
  id: string,
  told: Meeting['mine'],
  at: number,
  bodyOf: (write: Write) => unknown,
): Shown | null {
  const last = writes.filter(({ path }) => path === pathOf(id)).at(-1)
  const isNews = last && (last.state !== 'sent' || (last.sentAt ?? 0) > at)
  const body = isNews ? (bodyOf(last) as Answering | undefined) : undefined
  if (last && body)
    return {
      said: { answer: body.answer, people: body.people ?? 1, delegate: body.delegate ?? '', view: body.view },
      write: last.state === 'sent' ? null : last,
      outdated: false,
    }
  return told && { said: told, write: null, outdated: told.outdated ?? false }
}
