import { expect, it } from 'vitest'
import { scannedIn } from './arriving.svelte.ts'

it('knows what the QR of a room says, and nothing else behind the #', () => {
  expect(scannedIn('#29364901.AZCq_-8abcdefghijklmno')).toBe('29364901.AZCq_-8abcdefghijklmno')
  for (const other of ['', '#record', '#123456', '#29364901.short', '#x.AZCq_-8abcdefghijklmno'])
    expect(scannedIn(other)).toBe('')
})
