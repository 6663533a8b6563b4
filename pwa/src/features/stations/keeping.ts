/**
 * A report from its first tap on: it is kept at once and held back while its writer may still add to it, so that a
 * killed browser loses nothing of it. It goes when it is let go, or when the app starts again.
 */
import { giveUp, letGo } from '../../store/outbox.ts'
import type { MadeReport } from '../../store/reports.ts'
import { beginReport, changeReport, type ReportDraft } from './reporting.ts'
import type { Station } from './types.ts'

/** A draft whose photo may still be made smaller or blurred. */
export type Unready = Omit<ReportDraft, 'photo' | 'photoId'> & { photo: Promise<Blob | null> | null }

/** Nobody takes longer over a sentence and a photo. */
const HELD_MS = 10 * 60_000

export class Keeping {
  /** What is kept, once something is. */
  made: MadeReport | null = null
  #station: Pick<Station, 'id' | 'name'>
  /** What was said last and is not kept yet. */
  #next: { draft: Unready | null } | null = null
  #working: Promise<void> | null = null
  /** It is on its way, or has arrived. */
  #left = false

  constructor(station: Pick<Station, 'id' | 'name'>) {
    this.#station = station
  }

  /**
   * Keeps what is said, in the place of what was said before; null takes it back. Resolves to false where it has
   * left already and stays as it was. Throws where the phone lets nothing be kept.
   */
  async say(draft: Unready | null): Promise<boolean> {
    this.#next = { draft }
    this.#working ??= this.#work()
    await this.#working
    return !this.#left
  }

  /** Nobody changes it any more. */
  async end(): Promise<void> {
    await this.#working?.catch(() => undefined)
    if (this.made) await letGo(this.made.id)
  }

  async #work(): Promise<void> {
    try {
      while (this.#next && !this.#left) {
        const { draft } = this.#next
        this.#next = null
        await this.#keep(draft)
      }
    } finally {
      this.#working = null
    }
  }

  async #keep(unready: Unready | null): Promise<void> {
    if (unready === null) {
      if (this.made && !(await giveUp(this.made.id))) this.#left = true
      else this.made = null
      return
    }
    const draft = { ...unready, photo: await unready.photo }
    const until = Date.now() + HELD_MS
    if (this.made === null) {
      this.made = await beginReport(this.#station, draft, Date.now(), until)
    } else if ((await changeReport(this.made, draft, this.made.madeAt, until)) === 'kept') {
      this.made = { ...this.made, kind: draft.kind }
    } else {
      this.#left = true
    }
  }
}
