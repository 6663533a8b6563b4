/** Recording a voice note: a minute at the most. It stays on the phone until it is sent. */
import { VOICE_BYTES } from '../../api/limits.ts'

export const LONGEST_S = 60
/** A voice needs no more; a minute is then a quarter of what the server takes. */
const BITS = 32_000
const KINDS = ['audio/webm;codecs=opus', 'audio/mp4']

/** A recording that is stopped at once is a head without sound, which no browser plays. */
const HEAD_BYTES = 200

export type Recorded =
  | { is: 'nothing' | 'asking' }
  | { is: 'recording'; seconds: number }
  | { is: 'there'; sound: Blob }
  /** `forbidden`: there is no leave to use the microphone. */
  | { is: 'failed'; why: 'forbidden' | 'short' | 'broken' }

export class Recorder {
  now = $state.raw<Recorded>({ is: 'nothing' })
  #kind = kindHere()
  #recorder: MediaRecorder | null = null
  #done: Promise<void> | null = null
  /** The page is gone, or it was begun anew, while the phone still asked. */
  #round = 0

  /** False in browsers that record nothing the server would take, and over plain http. */
  get can(): boolean {
    return this.#kind !== null
  }

  /** With what was recorded before. */
  begin(sound: Blob | null): void {
    this.now = sound ? { is: 'there', sound } : { is: 'nothing' }
  }

  async start(): Promise<void> {
    if (!this.#kind || this.now.is === 'asking' || this.now.is === 'recording') return
    this.now = { is: 'asking' }
    const round = ++this.#round
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      if (round !== this.#round) letGo(stream)
      else this.#record(stream, this.#kind)
    } catch (error) {
      if (round !== this.#round) return
      const isForbidden = error instanceof DOMException && error.name === 'NotAllowedError'
      this.now = { is: 'failed', why: isForbidden ? 'forbidden' : 'broken' }
    }
  }

  stop(): void {
    if (this.#recorder?.state === 'recording') this.#recorder.stop()
  }

  /** What is recorded, also where that is still going on; null where there is nothing. */
  async finish(): Promise<Blob | null> {
    this.stop()
    await this.#done
    return this.now.is === 'there' ? this.now.sound : null
  }

  /** Deletes it, and lets go of the microphone. */
  drop(): void {
    this.#round += 1
    this.stop()
    this.now = { is: 'nothing' }
  }

  #record(stream: MediaStream, mimeType: string): void {
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS })
    const round = this.#round
    const parts: Blob[] = []
    const began = performance.now()
    const timer = setInterval(() => {
      const seconds = Math.floor((performance.now() - began) / 1000)
      if (seconds >= LONGEST_S) this.stop()
      else if (round === this.#round) this.now = { is: 'recording', seconds }
    }, 250)
    recorder.ondataavailable = ({ data }) => parts.push(data)
    this.#done = new Promise((resolve) => {
      // Also where somebody rings, or the microphone is pulled out.
      recorder.onstop = () => {
        clearInterval(timer)
        letGo(stream)
        if (round === this.#round) this.now = made(new Blob(parts, { type: mimeType }))
        resolve()
      }
    })
    recorder.start()
    this.#recorder = recorder
    this.now = { is: 'recording', seconds: 0 }
  }
}

function made(sound: Blob): Recorded {
  if (sound.size <= HEAD_BYTES) return { is: 'failed', why: 'short' }
  return sound.size <= VOICE_BYTES ? { is: 'there', sound } : { is: 'failed', why: 'broken' }
}

const letGo = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop()
}

function kindHere(): string | null {
  // Old browsers, and pages over plain http, have neither.
  if (!globalThis.MediaRecorder || !navigator.mediaDevices) return null
  return KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? null
}
