/** The phone's camera, looked through until it sees a QR code. */
import { decodeQR } from 'qr/decode.js'

/** A code fills most of the picture; more pixels than that only take time. */
const SIDE = 640
const PAUSE_MS = 120

interface Torch {
  torch?: boolean
}

export interface Camera {
  /** Null where the camera has no light. */
  light: ((on: boolean) => Promise<void>) | null
  stop: () => void
}

/** Shows what the camera sees in `video` and calls `onread` with each code; throws where there is no camera. */
export async function lookThrough(video: HTMLVideoElement, onread: (text: string) => void): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
    audio: false,
  })
  const track = stream.getVideoTracks()[0]
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(timer)
    for (const one of stream.getTracks()) one.stop()
  }
  try {
    video.srcObject = stream
    await video.play()
  } catch (error) {
    stop()
    throw error
  }
  const canvas = document.createElement('canvas')
  const look = () => {
    const text = readFrom(video, canvas)
    if (text !== null) onread(text)
    timer = setTimeout(look, PAUSE_MS)
  }
  look()
  const can = (track?.getCapabilities?.() ?? {}) as Torch
  const light = async (on: boolean) => {
    await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
  }
  return { light: can.torch ? light : null, stop }
}

/** What the square in the middle of the picture says; null of no code. */
function readFrom(video: HTMLVideoElement, canvas: HTMLCanvasElement): string | null {
  const side = Math.min(video.videoWidth, video.videoHeight)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (side === 0 || !pen) return null
  canvas.width = canvas.height = Math.min(side, SIDE)
  const [left, top] = [(video.videoWidth - side) / 2, (video.videoHeight - side) / 2]
  pen.drawImage(video, left, top, side, side, 0, 0, canvas.width, canvas.height)
  try {
    return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height))
  } catch {
    return null
  }
}
