/** What a person would lose by signing out: the writes that have not left the phone. */
export interface Outbox {
  waiting: () => Promise<number>
  clear: () => Promise<void>
}
