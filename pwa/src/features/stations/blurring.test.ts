import { expect, it } from 'vitest'
import { blur, moved, type Pixels, tapped } from './blurring.ts'

/** Every pixel another than its neighbours. */
function noise(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < data.length; at++) data[at] = at % 4 === 3 ? 255 : (at * 7919) % 251
  return { data, width, height }
}

const pixel = ({ data, width }: Pixels, x: number, y: number) => [
  ...data.slice((y * width + x) * 4, (y * width + x) * 4 + 3),
]

it('leaves nothing of what a spot covers, and everything else as it was', () => {
  const pixels = noise(320, 240)
  const before = noise(320, 240)
  blur(pixels, tapped([], 160, 120, 320))
  const inside = new Set<string>()
  for (let y = 104; y < 136; y++)
    for (let x = 144; x < 176; x++)
      if (Math.hypot(x - 160, y - 120) <= 20) inside.add(String(pixel(pixels, x, y)))
  expect(inside.size).toBeLessThanOrEqual(9)
  for (const [x, y] of [
    [0, 0],
    [319, 239],
    [160, 80],
    [110, 120],
  ] as const)
    expect(pixel(pixels, x, y)).toEqual(pixel(before, x, y))
})

it('blurs a spot at the edge as well', () => {
  const pixels = noise(64, 48)
  blur(pixels, [{ x: 0, y: 47, r: 10 }])
  expect(pixel(pixels, 0, 47)).toEqual(pixel(pixels, 5, 44))
  expect(pixel(pixels, 63, 0)).toEqual(pixel(noise(64, 48), 63, 0))
})

it('makes a spot larger where it is tapped again, with blocks as much coarser', () => {
  const once = tapped([], 100, 100, 1600)
  const twice = tapped(once, 150, 100, 1600)
  expect(once).toEqual([{ x: 100, y: 100, r: 100 }])
  expect(twice).toEqual([{ x: 100, y: 100, r: 160 }])
  expect(tapped(twice, 900, 100, 1600)).toHaveLength(2)
})

it('leads with the arrow keys to every corner of the photo and never out of it', () => {
  const photo = { width: 1600, height: 1200 }
  let at = { x: 800, y: 600 }
  for (const key of ['ArrowLeft', 'ArrowUp'])
    for (let press = 0; press < 20; press++) at = moved(at, key, photo) ?? at
  expect(at).toEqual({ x: 0, y: 0 })
  expect(moved(at, 'ArrowRight', photo)?.x).toBeCloseTo(1600 / 24)
  expect(moved({ x: 1590, y: 1190 }, 'ArrowDown', photo)).toEqual({ x: 1590, y: 1200 })
  expect(moved(at, 'Enter', photo)).toBeNull()
})
