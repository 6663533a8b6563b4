import { describe, expect, it, vi } from 'vitest'
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

describe('after a reload', () => {
  async function reloaded(kept: string | null): Promise<typeof import('./wishes.svelte.ts')> {
    const store = new Map(kept === null ? [] : [['xiangyi.wish', kept]])
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => store.set(key, value),
    })
    vi.resetModules()
    return import('./wishes.svelte.ts')
  }

  it('everything that was asked for still is', async () => {
    const before = await reloaded(null)
    const at = new Date(Date.now() + 3_600_000)
    before.wishFor({ open: true, at, amenities: ['shower'], withinM: 3000 })
    const kept = sessionStorage.getItem('xiangyi.wish')
    expect((await reloaded(kept)).wished()).toEqual({ ...before.wished(), at })
  })

  it('a time that has passed is not asked for', async () => {
    const { wished } = await reloaded(
      '{"open":true,"at":"2020-01-01T00:00:00.000Z","night":true,"amenities":[],"families":[]}',
    )
    expect(wished()).toEqual({ ...ANY, open: true, night: true })
  })

  it.each(['', 'null', '3', '{', '{"amenities":7}'])(
    'what makes no sense (%s) is forgotten',
    async (kept) => {
      expect((await reloaded(kept)).wished()).toEqual({ ...ANY, open: true })
    },
  )
})
