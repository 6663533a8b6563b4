/**
 * A report from its first tap on: it is kept at once and held back while its writer may still add to it, so that a
 * killed browser loses nothing of it. It goes when it is let go, or when the app starts again.
 */
import { mintId } from '../../store/ids.ts'
import { giveUp, letGo } from '../../store/outbox.ts'
import type { MadeReport } from '../../store/reports.ts'
import { stillWrite } from '../../store/writers.ts'
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
  #id = mintId()
  #stop: (() => void) | null = null
  /** What was said last and is not kept yet. */
  #next: { draft: Unready | null } | null = null
  #working: Promise<void> | null = null
  /** It is on its way, or has arrived. */
  #left = false
  #kept: ReportDraft | null = null
  /** What was added after it had left, a word or a photo: it did not go along. */
  late: ReportDraft | null = null

  constructor(station: Pick<Station, 'id' | 'name'>) {
    this.#station = station
  }

  /**
   * Keeps what is said, in the place of what was said before; null takes it back. Resolves to false where it has
   * left already and stays as it was. Throws where the phone lets nothing be kept.
   */
  async say(draft: Unready | null): Promise<boolean> {
    this.#next = { draft }
    this.#stop ??= stillWrite(this.#id)
    this.#working ??= this.#work()
    await this.#working
    if (this.#left && draft) this.#missed({ ...draft, photo: await draft.photo })
    return !this.#left
  }

  /** Nobody changes it any more. */
  async end(): Promise<void> {
    await this.#working?.catch(() => undefined)
    if (this.made) await letGo(this.made.id)
    this.#stop?.()
    this.#stop = null
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

  #missed(draft: ReportDraft): void {
    const added = draft.note.trim() !== this.#kept?.note.trim() && draft.note.trim() !== ''
    const pictured = draft.photo !== null && draft.photo !== this.#kept?.photo
    if (added || pictured) this.late = draft
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
      this.made = await beginReport(this.#station, draft, Date.now(), until, this.#id)
      this.#kept = draft
    } else if ((await changeReport(this.made, draft, this.made.madeAt, until)) === 'kept') {
      this.made = { ...this.made, kind: draft.kind }
      this.#kept = draft
    } else {
      this.#left = true
    }
  }
}
