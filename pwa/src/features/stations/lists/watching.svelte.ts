/** A list that is being worked on, asked after again and again until it is done. */
import { untrack } from 'svelte'
import type { Reply } from '../../../api/client.ts'
import type { Failed } from '../../../ui/said.svelte.ts'
import { isAtWork, readList, type SentList } from './queries.ts'

const AGAIN_MS = 1_000

export function watching(id: () => string) {
  let list = $state.raw<SentList | null>(null)
  let failed = $state.raw<Failed | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function take(key: string, reply: Reply<SentList>) {
    if (key !== id()) return
    clearTimeout(timer)
    if (reply.is === 'done') list = reply.value
    failed = reply.is === 'done' ? null : reply
    // Out of reach is no answer: it may be done meanwhile.
    if (reply.is === 'offline' || (list && !failed && isAtWork(list))) timer = setTimeout(look, AGAIN_MS)
  }

  async function look() {
    const key = id()
    take(key, await readList(key))
  }

  $effect(() => {
    if (id()) untrack(look)
    return () => clearTimeout(timer)
  })

  return {
    get list() {
      return list
    },
    get failed() {
      return failed
    },
    look,
    /** What the server answered when something was asked of it. */
    take(reply: Reply<SentList>) {
      take(id(), reply)
    },
  }
}
