/** Making faces and number plates unrecognisable: what is blurred is gone from the pixels, not covered. */

/** A round spot in pixels of the photo. */
export interface Spot {
  x: number
  y: number
  r: number
}

/** What is drawn on: rows of red, green, blue and opacity. */
export type Pixels = Pick<ImageData, 'data' | 'width' | 'height'>

/** A spot's radius at first, as a part of the photo's longer side: a face a few steps away. */
const FIRST = 1 / 16
const LARGER = 1.6
/** So many blocks lie across a spot's radius: too few to tell one face from another. */
const BLOCKS = 2
const LEAST_BLOCK = 16

/** A way to go for whoever points with keys, as a part of the photo's longer side. */
const STEP = 1 / 24

/** The spot that a tap at a point would make. */
export function firstSpot(x: number, y: number, longest: number): Spot {
  return { x, y, r: longest * FIRST }
}

const WAYS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Where an arrow key leads from a point, inside the photo; null for any other key. */
export function moved(
  { x, y }: Pick<Spot, 'x' | 'y'>,
  key: string,
  { width, height }: Pick<Pixels, 'width' | 'height'>,
): { x: number; y: number } | null {
  const way = WAYS[key]
  if (!way) return null
  const step = Math.max(width, height) * STEP
  const within = (value: number, most: number) => Math.min(Math.max(value, 0), most)
  return { x: within(x + way[0] * step, width), y: within(y + way[1] * step, height) }
}

/** One more spot; or a larger one, where the tap is on one already. */
export function tapped(spots: Spot[], x: number, y: number, longest: number): Spot[] {
  const hit = spots.findLast((spot) => Math.hypot(spot.x - x, spot.y - y) <= spot.r)
  return hit
    ? spots.map((spot) => (spot === hit ? { ...spot, r: spot.r * LARGER } : spot))
    : [...spots, firstSpot(x, y, longest)]
}

/** Lets every block that touches a spot have one colour, the mean of what was there. */
export function blur(pixels: Pixels, spots: Spot[]): void {
  for (const { x, y, r } of spots) {
    const block = Math.max(LEAST_BLOCK, Math.ceil(r / BLOCKS))
    for (let top = Math.max(0, Math.floor(y - r)); top < Math.min(pixels.height, y + r); top += block)
      for (let left = Math.max(0, Math.floor(x - r)); left < Math.min(pixels.width, x + r); left += block)
        if (touches({ x, y, r }, left, top, block)) flatten(pixels, left, top, block)
  }
}

function touches({ x, y, r }: Spot, left: number, top: number, block: number): boolean {
  const nearestX = Math.min(Math.max(x, left), left + block)
  const nearestY = Math.min(Math.max(y, top), top + block)
  return Math.hypot(nearestX - x, nearestY - y) <= r
}

function flatten({ data, width, height }: Pixels, left: number, top: number, block: number): void {
  const right = Math.min(width, left + block)
  const bottom = Math.min(height, top + block)
  const sum = [0, 0, 0]
  const each = (work: (at: number) => void) => {
    for (let row = top; row < bottom; row++)
      for (let column = left; column < right; column++) work((row * width + column) * 4)
  }
  each((at) => {
    for (let channel = 0; channel < 3; channel++)
      sum[channel] = (sum[channel] ?? 0) + (data[at + channel] ?? 0)
  })
  const count = (right - left) * (bottom - top)
  each((at) => {
    for (let channel = 0; channel < 3; channel++) data[at + channel] = (sum[channel] ?? 0) / count
  })
}
