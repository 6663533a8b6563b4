/** What the server said with the last renewal, on the disk before its token is used: a killed browser may lose the cookie. */
import { reading, writing } from './database.ts'

const NAME = 'session'
/** Nobody waits longer for the phone's memory, which another tab may be using. */
const PATIENCE_MS = 600

/** Without it, as where a phone lets nothing be kept, a sign-in goes on by the cookie alone. */
export async function keepNote(note: string): Promise<void> {
  // What is written beside the outbox is on the disk before it is called written.
  await soon(writing(['files', 'outbox'], (open) => open('files').put({ path: '', text: note }, NAME)))
}

/** "" where there is none. */
export async function keptNote(): Promise<string> {
  const kept = await soon(reading(['files'], (open) => open('files').get(NAME)))
  return kept?.text ?? ''
}

function soon<Value>(work: Promise<Value>): Promise<Value | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS))
  return Promise.race([work.catch(() => undefined), late])
}
