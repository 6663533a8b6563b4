import { describe, expect, it } from 'vitest'
import type { PublishedScene } from '../../../store/scenes.ts'
import { terms } from '../rules/searching.ts'
import type { OpeningHours } from '../types.ts'
import { near } from './scenes.svelte.ts'
import { BY_ADDRESS, fitOf, isGuarded, isHopeful, shaped, ways } from './shape.ts'

const NO_DAYS = { from: '2020-01-01', through: '2030-12-31', days: {} }
/** A Monday, 16:00 in Shanghai. */
const NOW = new Date('2026-11-23T08:00:00Z')
const daily = (open: number, close: number): OpeningHours => ({
  week: Array.from({ length: 7 }, () => [[open, close]]),
  holiday: 'asWeek',
  makeup: 'asWeek',
  exceptions: [],
  note: '',
})

function scene(told: Partial<PublishedScene> = {}) {
  const plain = {
    id: '1',
    name: '麓山花园',
    kind: 'community',
    lon: 112.95,
    lat: 28.2,
    address: '天马路 18 号',
    street: '桔子洲街道',
    county: '岳麓区',
    pinyin: 'lushanhuayuan',
    initials: 'lshy',
    responsible: '',
    verifiedAt: '2026-11-20T08:00:00Z',
    verifiedBy: 'manager',
  }
  return shaped({ ...plain, ...told }, [{ id: 'community', zh: '小区', en: 'Compound' }])
}

describe('which door', () => {
  const doors = scene({
    entrances: [
      { name: '南门', vehicles: ['car'], hours: daily(0, 1440) },
      { name: '东门', vehicles: ['ebike'], hours: daily(360, 480) },
      { name: '西门' },
      { name: '北门', vehicles: ['ebike', 'foot'], hours: daily(360, 1320) },
      { name: '地库', passBy: 'no_entry' },
    ],
  })

  it('says the one for my vehicle that is open first, and the ones that refuse it last', () => {
    const found = ways(doors, 'ebike', NOW, NO_DAYS)
    expect(found.map(({ door }) => door.name)).toEqual(['北门', '西门', '东门', '南门', '地库'])
    expect(found.map(isHopeful)).toEqual([true, true, false, false, false])
  })

  it('changes with the vehicle', () => {
    expect(ways(doors, 'car', NOW, NO_DAYS)[0]?.door.name).toBe('南门')
  })
})

describe('a gate that refuses', () => {
  it.each([
    [
      'nobody stands at a door that is walked through',
      { entrances: [{ name: '老街口', passBy: 'walk_in' }] },
      false,
    ],
    ['somebody has to be asked', { entrances: [{ name: '正门', passBy: 'ask' }] }, true],
    ['there is a telephone', { gatePhone: '0731-0000 2011' }, true],
    ['there is something to say', { gateWords: '“送餐的。”' }, true],
  ])('is spoken of where %s', (_, told, guarded) => {
    expect(isGuarded(scene(told))).toBe(guarded)
  })
})

describe('finding one', () => {
  it('takes a name, its pinyin, its initials and a street', () => {
    const how = (text: string) => fitOf(scene(), terms(text))
    for (const text of ['麓山', 'LuShan', 'lu shan', 'lshy', '花园', '麓山 花园'])
      expect(how(text), text).toBeLessThan(BY_ADDRESS)
    for (const text of ['桔子洲', '天马路', '麓山 天马路']) expect(how(text), text).toBe(BY_ADDRESS)
    for (const text of ['不在', '麓山 不在', 'ushanhua']) expect(how(text), text).toBeNull()
  })

  it('puts the nearest first, and leaves out what lies farther than asked', () => {
    const all = [scene({ id: 'far', lat: 28.3 }), scene({ id: 'near' })]
    const here = { lon: 112.95, lat: 28.201 }
    expect(near(all, here).map((one) => one.scene.id)).toEqual(['near', 'far'])
    expect(near(all, here, '', 500).map((one) => one.scene.id)).toEqual(['near'])
    expect(near(all, null)).toHaveLength(2)
  })
})
