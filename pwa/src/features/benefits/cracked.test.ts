import { encodeQR } from 'qr'
import { decodeQR } from 'qr/decode.js'
import { expect, it } from 'vitest'

/** As long as a voucher's. */
const TOKEN =
  `${'eyJhbGciOiJFUzI1NiJ9'.repeat(3)}.${'eyJiIjoiQUJD'.repeat(10)}.${'c2lnbmVk'.repeat(11)}`.slice(0, 260)
const PIXELS = 6

/** As it is drawn, with a crack from one side to the other and a piece of glass that is missing. */
function cracked(ecc: 'low' | 'quartile'): { width: number; height: number; data: Uint8Array } {
  const rows = encodeQR(TOKEN, 'raw', { ecc, border: 4 })
  const size = rows.length * PIXELS
  const data = new Uint8Array(size * size * 4).fill(255)
  const paint = (x: number, y: number, shade: number) =>
    data.fill(shade, (y * size + x) * 4, (y * size + x) * 4 + 3)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const dark = rows[Math.floor(y / PIXELS)]?.[Math.floor(x / PIXELS)]
      const line = Math.abs(y - size * 0.75 + x * 0.3) < PIXELS * 1.5
      const piece = Math.hypot(x - size * 0.62, y - size * 0.68) < size * 0.09
      paint(x, y, line || piece ? 0 : dark ? 0 : 255)
    }
  }
  return { width: size, height: size, data }
}

it('is read through a crack and a missing piece of glass, as it is drawn with a quarter to spare', () => {
  expect(decodeQR(cracked('quartile'))).toBe(TOKEN)
  expect(() => decodeQR(cracked('low'))).toThrow()
})
