import { expect, it } from 'vitest'
import { ANY, hiddenWishes, PAGE, showMore, shownLimit, toggled, wished, wishFor } from './wishes.svelte.ts'

it('asks for what is open now, to begin with', () => {
  expect(wished()).toEqual({ ...ANY, open: true })
})

it('starts from the nearest again when the wish changes', () => {
  showMore()
  expect(shownLimit()).toBe(2 * PAGE)
  wishFor({ amenities: ['toilet'] })
  expect(shownLimit()).toBe(PAGE)
  expect(wished()).toMatchObject({ open: true, amenities: ['toilet'] })
})

it('counts only what no chip in sight shows', () => {
  expect(hiddenWishes({ ...ANY, open: true, amenities: ['toilet', 'microwave'] })).toBe(0)
  expect(
    hiddenWishes({
      ...ANY,
      open: true,
      travelMinutes: 10,
      amenities: ['shower'],
      families: ['other'],
      withinM: 1000,
      night: true,
    }),
  ).toBe(5)
})

it('takes a thing in and out', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
  expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
})
