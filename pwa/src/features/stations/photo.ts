/** A photo made small enough for a slow network; what the camera wrote beside it (place, time, phone) stays behind. */

import { PHOTO_BYTES } from '../../api/limits.ts'

/** Pixels along the longer side: as much as the server keeps, and some. */
const LONGEST = 1600
export const QUALITY = 0.85

/** The photo made smaller, or as it came where this browser cannot read it; null where it is then too large to send. */
export async function smaller(file: Blob): Promise<Blob | null> {
  const small = await redrawn(file).catch(() => null)
  return small ?? (file.size <= PHOTO_BYTES ? file : null)
}

/** Whether it is as it came: this phone could not open it, so nothing in it can have been blurred. */
export const isAsItCame = (photo: Blob): boolean => photo instanceof File

async function redrawn(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}
