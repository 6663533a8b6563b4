import { expect, it } from 'vitest'
import { type Circle, circlesOf, shortName } from './sketch.ts'

const SIDE = 296
const LETTER = 13

const spot = (key: string, lon: number, lat: number, all = 10, due = 0) => ({
  key,
  name: key,
  lon,
  lat,
  all,
  due,
})

const HUNAN = [
  spot('长沙市', 112.98, 28.2, 190, 60),
  spot('株洲市', 113.13, 27.83, 80),
  spot('湘潭市', 112.94, 27.83, 60),
  spot('衡阳市', 112.57, 26.9, 70),
  spot('邵阳市', 111.47, 27.24, 60),
  spot('岳阳市', 113.13, 29.36, 60),
  spot('常德市', 111.7, 29.03, 70),
  spot('张家界市', 110.48, 29.12, 30),
  spot('益阳市', 112.36, 28.55, 40),
  spot('郴州市', 113.01, 25.77, 50),
  spot('永州市', 111.61, 26.42, 50),
  spot('怀化市', 110.0, 27.57, 50),
  spot('娄底市', 112.0, 27.7, 40),
  spot('湘西土家族苗族自治州', 109.74, 28.31, 40),
]
/** A street's stations, some at one address. */
const STREET = Array.from({ length: 40 }, (_, at) =>
  spot(
    `溁湾镇社区${'一二三四五六七'[at % 7]}号驿站`,
    112.94 + (at % 7) * 0.001,
    28.19 + (at % 3) * 0.002,
    1,
    at % 2,
  ),
)

/** What it covers, its name included. */
const areaOf = ({ x, y, radius, name }: Circle, letter: number) => {
  const across = Math.max(radius, name ? (name.length * letter) / 2 : 0)
  return { west: x - across, east: x + across, north: y - radius, south: y + radius + (name ? letter : 0) }
}

it.each([
  ['the whole province', HUNAN, SIDE, LETTER],
  ['the whole province in large letters', HUNAN, SIDE, 18],
  ['a street', STREET, SIDE, LETTER],
  ['a street in large letters', STREET, SIDE, 18],
])('lets nothing of %s lie over anything else, nor beyond the edge', (_, spots, side, letter) => {
  const areas = circlesOf(spots, side, letter).map((circle) => areaOf(circle, letter))
  expect(areas).toHaveLength(spots.length)
  for (const [at, one] of areas.entries()) {
    expect(one.west).toBeGreaterThanOrEqual(0)
    expect(one.north).toBeGreaterThanOrEqual(0)
    expect(one.east).toBeLessThanOrEqual(side)
    expect(one.south).toBeLessThanOrEqual(side)
    for (const other of areas.slice(0, at)) {
      const apart =
        one.east <= other.west ||
        other.east <= one.west ||
        one.south <= other.north ||
        other.south <= one.north
      expect(apart, JSON.stringify([one, other])).toBe(true)
    }
  }
})

it('names every prefecture on a small phone', () => {
  const names = circlesOf(HUNAN, SIDE, LETTER).map(({ name }) => name)
  expect(names.filter(Boolean)).toHaveLength(HUNAN.length)
  expect(names).toContain('湘西州')
})

it('puts north above south and east right of west', () => {
  const [south, north] = circlesOf([spot('南', 112.9, 28.1), spot('北', 113.1, 28.4)], SIDE, LETTER)
  expect(north?.y).toBeLessThan(south?.y ?? 0)
  expect(north?.x).toBeGreaterThan(south?.x ?? SIDE)
})

it('draws more stations larger, and what is due as a part of the area', () => {
  const [many, few] = circlesOf([spot('多', 112.9, 28.1, 100, 25), spot('少', 113, 28.2, 25)], SIDE, LETTER)
  expect(few?.radius).toBe((many?.radius ?? 0) / 2)
  expect(many?.due).toBe((many?.radius ?? 0) / 2)
  expect(few?.due).toBe(0)
})

it('draws a single place in the middle, and nothing of no place', () => {
  expect(circlesOf([spot('一', 112.9, 28.1)], SIDE, LETTER)).toMatchObject([{ x: SIDE / 2, y: SIDE / 2 }])
  expect(circlesOf([], SIDE, LETTER)).toEqual([])
})

it('leaves out the names for which there is no room, of the smaller places', () => {
  const circles = circlesOf([...STREET, spot('最大的', 112.95, 28.2, 90)], SIDE, LETTER)
  const last = circles.findLastIndex(({ name }) => name !== '')
  expect(circles[0]?.name).toBe('最大的')
  expect(last).toBeLessThan(STREET.length)
  expect(circles.slice(0, last).every(({ name }) => name !== '')).toBe(true)
})

it.each([
  ['湘西土家族苗族自治州', '湘西州'],
  ['通道侗族自治县', '通道县'],
  ['岳麓区', '岳麓区'],
  ['溁湾镇社区党群服务中心', '溁湾镇社区党…'],
])('calls %s %s', (name, short) => {
  expect(shortName(name)).toBe(short)
})
