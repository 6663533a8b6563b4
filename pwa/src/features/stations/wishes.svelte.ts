/** What the rider asks for on the first screen; it lasts as long as the app is open, a reload included. */
import type { Wish } from './types.ts'

export const ANY: Wish = {
  open: false,
  at: null,
  travelMinutes: 0,
  night: false,
  amenities: [],
  families: [],
  walkIn: false,
  ebikeParking: false,
  withinM: null,
}

/** The amenities whose chips are always in sight. */
export const QUICK = ['drinking_water', 'microwave', 'toilet'] as const

export const PAGE = 20

const KEY = 'xiangyi.wish'

let wish = $state.raw(remembered())
let limit = $state(PAGE)

function remembered(): Wish {
  const first = { ...ANY, open: true }
  try {
    const { at, ...kept } = JSON.parse(sessionStorage.getItem(KEY) ?? '')
    const time = new Date(at)
    // What a newer version or another hand left there may be of any shape.
    if (!kept.amenities.concat || !kept.families.concat) return first
    return { ...first, ...kept, at: time.getTime() > Date.now() ? time : null }
  } catch {
    return first
  }
}

export function wished(): Wish {
  return wish
}

/** A changed wish starts again from the nearest. */
export function wishFor(patch: Partial<Wish>): void {
  wish = { ...wish, ...patch }
  limit = PAGE
  try {
    sessionStorage.setItem(KEY, JSON.stringify(wish))
  } catch {
    // It still holds until the page is closed.
  }
}

export function shownLimit(): number {
  return limit
}

export function showMore(): void {
  limit += PAGE
}

export function toggled<Thing>(things: Thing[], thing: Thing): Thing[] {
  return things.includes(thing) ? things.filter((other) => other !== thing) : [...things, thing]
}

/** How many wishes are hidden behind 更多. */
export function hiddenWishes(wish: Wish): number {
  const quick: readonly string[] = QUICK
  const amenities = wish.amenities.filter((id) => !quick.includes(id)).length
  const others = [
    wish.night,
    wish.walkIn,
    wish.ebikeParking,
    wish.withinM !== null,
    wish.open && (wish.at !== null || wish.travelMinutes > 0),
  ]
  return amenities + wish.families.length + others.filter(Boolean).length
}
