/** What the server said with the last renewal, on the disk before its token is used: a killed browser may lose the cookie. */
import { reading, writing } from './database.ts'

const NAME = 'session'

/** Without it, as where a phone lets nothing be kept, a sign-in goes on by the cookie alone. */
export async function keepNote(note: string): Promise<void> {
  // What is written beside the outbox is on the disk before it is called written.
  const put = writing(['files', 'outbox'], (open) => open('files').put({ path: '', text: note }, NAME))
  await put.catch(() => undefined)
}

/** "" where there is none. */
export async function keptNote(): Promise<string> {
  const kept = await reading(['files'], (open) => open('files').get(NAME)).catch(() => undefined)
  return kept?.text ?? ''
}
