/** Places as circles on a square, north up: no map, only where they lie to each other, and none over another. */

export interface Spot {
  key: string
  name: string
  lon: number
  lat: number
  all: number
  due: number
}

export interface Circle {
  key: string
  /** Cut short; empty where there is no room for it, the smaller places first. */
  name: string
  x: number
  y: number
  /** Of the line on which the name stands, in its middle. */
  labelY: number
  radius: number
  /** The part that is due, as the radius of a circle of that share of the area. */
  due: number
}

const LARGEST = 26
const SMALLEST = 5
/** Of the square, that the circles may cover, and that they and their names may. */
const MOST = { circles: 0.2, all: 0.6 }
const GAP = 3
const ROUNDS = 400
const LONGEST_NAME = 7
/** 湘西土家族苗族自治州 is 湘西州 to everybody. */
const SELF_GOVERNED = /^(.{2})(?:.{1,3}族)+自治(州|县)$/

interface Box {
  x: number
  y: number
  /** How far it reaches from its circle's middle to each side, up, and down below its name. */
  across: number
  up: number
  down: number
}

/** On a square of `side` pixels, with names in letters of `letter` pixels. */
export function circlesOf(spots: Spot[], side: number, letter: number): Circle[] {
  const largestFirst = [...spots].sort((one, other) => other.all - one.all)
  const radii = radiiOf(largestFirst, side)
  const named = largestFirst.map(({ name }) => shortName(name))
  const targets = targetsOf(largestFirst, side)
  const boxes = () =>
    targets.map(({ x, y }, at): Box => {
      const [radius = 0, name = ''] = [radii[at], named[at]]
      const across = Math.max(radius, (widthOf(name) * letter) / 2)
      return { x, y, across, up: radius, down: radius + (name ? letter * 1.3 : 0) }
    })
  let placed = boxes()
  let names = named.length
  while (names >= 0) {
    placed = boxes()
    if (covered(placed) <= MOST.all * side * side && spread(placed, targets, side)) break
    names -= 1
    if (names >= 0) named[names] = ''
  }
  return largestFirst.map(({ key, all, due }, at) => {
    const [{ x, y }, radius = 0] = [placed[at] as Box, radii[at]]
    const part = all > 0 ? radius * Math.sqrt(due / all) : 0
    return { key, name: named[at] ?? '', x, y, labelY: y + radius + letter, radius, due: part }
  })
}

export function shortName(name: string): string {
  const short = name.replace(SELF_GOVERNED, '$1$2')
  return short.length > LONGEST_NAME ? `${short.slice(0, LONGEST_NAME - 1)}…` : short
}

/** In letters as wide as they are high; Latin ones are half as wide. */
function widthOf(name: string): number {
  return [...name].reduce((sum, one) => sum + (one < '\u2000' ? 0.6 : 1), 0)
}

/** Their areas are as the numbers of stations, but for the smallest. */
function radiiOf(spots: Spot[], side: number): number[] {
  const most = Math.max(...spots.map(({ all }) => all), 1)
  const shares = spots.map(({ all }) => Math.sqrt(all / most))
  const area = shares.reduce((sum, share) => sum + Math.PI * share * share, 0)
  const largest = Math.min(LARGEST, side * Math.sqrt(MOST.circles / area))
  return shares.map((share) => Math.max(SMALLEST, largest * share))
}

/** Where they really lie; `spread` keeps them within the square. */
function targetsOf(spots: Spot[], side: number): { x: number; y: number }[] {
  const lats = spots.map(({ lat }) => lat)
  const middle = (Math.min(...lats) + Math.max(...lats)) / 2
  // A degree of longitude is shorter than one of latitude, the farther north the more.
  const shorter = Math.cos((middle * Math.PI) / 180)
  const xs = spots.map(({ lon }) => lon * shorter)
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const span = Math.max(east - west, Math.max(...lats) - Math.min(...lats)) || 1
  const scale = (side - 4 * LARGEST) / span
  return spots.map(({ lon, lat }) => ({
    x: side / 2 + (lon * shorter - (west + east) / 2) * scale,
    y: side / 2 - (lat - middle) * scale,
  }))
}

const covered = (boxes: Box[]) =>
  boxes.reduce((sum, { across, up, down }) => sum + 2 * across * (up + down), 0)

/** Pushes them apart, and draws them back to where they lie, ever less; false where they overlap still. */
function spread(boxes: Box[], targets: { x: number; y: number }[], side: number): boolean {
  for (let round = 0; round < ROUNDS; round += 1) {
    const pull = 0.1 * Math.max(0, 1 - (round * 1.5) / ROUNDS)
    boxes.forEach((box, at) => {
      const target = targets[at] ?? box
      box.x += (target.x - box.x) * pull
      box.y += (target.y - box.y) * pull
    })
    const pushed = pushApart(boxes)
    const moved = keepWithin(boxes, side)
    if (pull === 0 && !pushed && !moved) return true
  }
  return false
}

function pushApart(boxes: Box[]): boolean {
  let pushed = false
  boxes.forEach((one, at) => {
    for (const other of boxes.slice(0, at)) {
      const [dx, dy] = [one.x - other.x, middleOf(one) - middleOf(other)]
      const x = one.across + other.across + GAP - Math.abs(dx)
      const y = (one.up + one.down + other.up + other.down) / 2 + GAP - Math.abs(dy)
      if (x < 0.01 || y < 0.01) continue
      pushed = true
      const axis = x < y ? 'x' : 'y'
      const half = (Math.min(x, y) / 2) * ((axis === 'x' ? dx : dy) < 0 ? -1 : 1)
      one[axis] += half
      other[axis] -= half
    }
  })
  return pushed
}

const middleOf = ({ y, up, down }: Box) => y + (down - up) / 2

function keepWithin(boxes: Box[], side: number): boolean {
  let moved = false
  for (const box of boxes) {
    const x = Math.min(Math.max(box.x, box.across), side - box.across)
    const y = Math.min(Math.max(box.y, box.up + 1), side - box.down - 1)
    moved ||= Math.abs(x - box.x) > 0.01 || Math.abs(y - box.y) > 0.01
    box.x = x
    box.y = y
  }
  return moved
}
