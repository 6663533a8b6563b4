/** The same packs as the app's: fetched around a point, filtered and ordered by distance. */
const RADIANS = Math.PI / 180
const EARTH_M = 6_371_009
const DAY = 1440

const json = async (path) => (await fetch(`/packs/${path}`)).json()

export const index = () => json('index.json')

export async function load(list, here) {
  const wanted = list.packs.filter(({ box: [west, south, east, north] }) => {
    const lon = Math.min(Math.max(here.lon, west), east)
    const lat = Math.min(Math.max(here.lat, south), north)
    return metres(here, { lon, lat }) <= 20_000
  })
  const packs = await Promise.all(
    wanted.map(async ({ slow, live }) => Promise.all([json(slow.path), json(live.path)])),
  )
  return packs.flatMap(([slow, live]) => slow.id.map((id, row) => station(slow, live, id, row)))
}

function station(slow, live, id, row) {
  const ago = live.confirmed[row]
  return {
    id,
    name: slow.name[row],
    address: slow.address[row],
    lon: slow.lon[row] / 1e6,
    lat: slow.lat[row] / 1e6,
    hours: slow.schedules[slow.hours[row]],
    amenities: slow.amenities.filter((_, bit) => Math.floor(slow.has[row] / 2 ** bit) % 2 === 1),
    confirmedAt: ago === null ? null : new Date((live.base - ago) * 60_000),
    reports: live.reports.filter(([at]) => at === row).reduce((sum, [, , , count]) => sum + count, 0),
  }
}

/** Nearest first; `wanted` are ids of amenities, `open` leaves out what is shut in this minute. */
export function nearest(stations, here, { open, wanted }) {
  return stations
    .filter((one) => (!open || isOpen(one)) && wanted.every((id) => one.amenities.includes(id)))
    .map((one) => ({ ...one, away: metres(here, one) }))
    .sort((one, other) => one.away - other.away)
}

function isOpen({ hours }) {
  const minute = Math.floor(Date.now() / 60_000) + 8 * 60
  const weekday = (Math.floor(minute / DAY) + 3) % 7
  const within = (day, at) => hours?.week?.[day].some(([from, to]) => from <= at && at < to)
  return within(weekday, minute % DAY) || within((weekday + 6) % 7, (minute % DAY) + DAY)
}

function metres(one, other) {
  const high = Math.sin(((other.lat - one.lat) / 2) * RADIANS) ** 2
  const wide = Math.sin(((other.lon - one.lon) / 2) * RADIANS) ** 2
  const flat = Math.cos(one.lat * RADIANS) * Math.cos(other.lat * RADIANS)
  return 2 * EARTH_M * Math.asin(Math.sqrt(high + flat * wide))
}
