/** Reading what a server published: a file that is not what it should be is refused whole, as null. */
import type {
  DaysFile,
  IndexFile,
  LivePack,
  PlacesFile,
  PublishedHours,
  PublishedPack,
  SlowPack,
} from './wire.ts'

type Fields = Record<string, unknown>

const NAME = /^[0-9]{12}\.(?:slow|live)\.[0-9A-Za-z_-]{6,64}\.json$/
const SINGLE = /^(?:days|places)\.[0-9A-Za-z_-]{6,64}\.json$/
const ID = /^[0-9A-HJKMNP-TV-Z]{8}$/
const SPARSE = [
  'familyWords',
  'amenityNotes',
  'amenityWords',
  'entryNote',
  'gateWords',
  'parking',
  'phone',
  'responsible',
] as const

export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The index, and the prefectures in it that are refused for the names of their files; 'tooNew' when only a later app can read it. */
export function readIndex(file: unknown): { index: IndexFile; odd: string[] } | 'tooNew' | null {
  if (!isFields(file) || !Number.isInteger(file.v)) return null
  if (file.v !== 1) return 'tooNew'
  const right =
    typeof file.demo === 'boolean' &&
    (file.phone === null || typeof file.phone === 'string') &&
    (file.filing === undefined || file.filing === null || typeof file.filing === 'string') &&
    (file.tiles === null || (isFields(file.tiles) && typeof file.tiles.attribution === 'string')) &&
    isCount(file.staleDays) &&
    isCount(file.reportHours) &&
    isListOf(file.families, isNamed) &&
    isListOf(file.amenities, isNamed) &&
    isFile(file.days, SINGLE) &&
    isFile(file.places, SINGLE) &&
    isListOf(file.packs, isFields)
  if (!right) return null
  const packs = file.packs as Fields[]
  const index = { ...file, packs: packs.filter(isPack) } as unknown as IndexFile
  return { index, odd: packs.filter((pack) => !isPack(pack)).map((pack) => String(pack.division)) }
}

/** Whether a prefecture's files are named after the prefecture and their own hashes, and nothing else. */
function isPack(pack: Fields): pack is Fields & PublishedPack {
  if (typeof pack.division !== 'string' || typeof pack.name !== 'string') return false
  if (!isCount(pack.count) || !isListOf(pack.box, Number.isFinite) || pack.box.length !== 4) return false
  const code = pack.division.replace('nbs:', '')
  return (['slow', 'live'] as const).every((half) => {
    const file = pack[half]
    return isFile(file, NAME) && isFields(file) && file.path === `${code}.${half}.${file.hash}.json`
  })
}

export function readSlow(file: unknown, division: string): SlowPack | null {
  if (!isFields(file) || file.v !== 1 || file.division !== division || !isCount(file.n)) return null
  const n = file.n
  const column = (key: string, each: (value: unknown) => boolean) =>
    isListOf(file[key], each) && file[key].length === n
  const into = (key: string, table: string) => {
    const end = Array.isArray(file[table]) ? file[table].length : 0
    return column(key, (value) => isCount(value) && value < end)
  }
  const right =
    column('id', (id) => isText(id) && ID.test(id)) &&
    column('lon', (micro) => isInteger(micro) && Math.abs(micro) <= 180e6) &&
    column('lat', (micro) => isInteger(micro) && Math.abs(micro) <= 90e6) &&
    ['name', 'initials', 'address'].every((key) => column(key, isText)) &&
    isListOf(file.families, isText) &&
    isListOf(file.amenities, isText) &&
    isListOf(file.entries, isText) &&
    isListOf(file.streets, (street) => isListOf(street, isText) && street.length === 3) &&
    isListOf(file.schedules, (hours) => hours === null || isHours(hours)) &&
    into('family', 'families') &&
    into('street', 'streets') &&
    into('hours', 'schedules') &&
    into('entry', 'entries') &&
    column('has', isCount) &&
    (file.spelling === undefined || isFields(file.spelling)) &&
    SPARSE.every((key) => isFields(file[key]))
  return right ? (file as unknown as SlowPack) : null
}

export function readLive(file: unknown, n: number): LivePack | null {
  if (!isFields(file) || file.v !== 1 || !isText(file.of) || !isDate(file.at) || !isInteger(file.base))
    return null
  const right =
    isListOf(file.confirmed, (ago) => ago === null || isInteger(ago)) &&
    file.confirmed.length === n &&
    isListOf(file.out, (fault) => isListOf(fault, isInteger) && fault.length === 3) &&
    isListOf(
      file.reports,
      (report) => Array.isArray(report) && report.length === 5 && isInteger(report[0]),
    ) &&
    isListOf(file.states, (state) => Array.isArray(state) && state.length === 4 && isInteger(state[0])) &&
    [file.fades, file.outNotes, file.stateNotes].every((notes) => notes === undefined || isFields(notes))
  return right ? (file as unknown as LivePack) : null
}

export function readDays(file: unknown): DaysFile | null {
  if (!isFields(file) || file.v !== 1 || !isText(file.from) || !isText(file.through) || !isFields(file.days))
    return null
  const right = Object.values(file.days).every(
    (day) => Array.isArray(day) && (day[0] === 'holiday' || day[0] === 'makeup'),
  )
  return right ? (file as unknown as DaysFile) : null
}

export function readPlaces(file: unknown): PlacesFile | null {
  if (!isFields(file) || file.v !== 1 || !isListOf(file.name, isText) || !isListOf(file.withins, isText))
    return null
  const n = file.name.length
  const end = file.withins.length
  const column = (key: string, each: (value: unknown) => boolean) =>
    isListOf(file[key], each) && file[key].length === n
  const right =
    ['initials', 'pinyin', 'level'].every((key) => column(key, isText)) &&
    ['lon', 'lat'].every((key) => column(key, isInteger)) &&
    column('within', (value) => isCount(value) && value < end)
  return right ? (file as unknown as PlacesFile) : null
}

function isHours(hours: unknown): hours is PublishedHours {
  if (!isFields(hours)) return false
  const { week, holiday, makeup, exceptions, seasons = [] } = hours
  return (
    (week === null || isWeek(week)) &&
    (holiday === null || holiday === 'asWeek' || isSpans(holiday)) &&
    (makeup === null || makeup === 'asWeek' || (isCount(makeup) && makeup < 7) || isSpans(makeup)) &&
    isListOf(exceptions, (one) => isStretch(one) && (one.spans === null || isSpans(one.spans))) &&
    isListOf(seasons, (one) => isStretch(one) && isWeek(one.week))
  )
}

function isStretch(one: unknown): one is Fields {
  return isFields(one) && isText(one.from) && isText(one.to)
}

function isWeek(week: unknown): boolean {
  return isListOf(week, isSpans) && week.length === 7
}

function isSpans(spans: unknown): boolean {
  return isListOf(spans, (span) => {
    if (!isListOf(span, isCount) || span.length !== 2) return false
    const [open, close] = span as [number, number]
    return open < 1440 && open < close && close <= open + 1440
  })
}

function isFile(file: unknown, name: RegExp): boolean {
  return (
    isFields(file) && isText(file.path) && name.test(file.path) && isCount(file.size) && isCount(file.bytes)
  )
}

function isNamed(thing: unknown): boolean {
  return isFields(thing) && isText(thing.id) && isText(thing.zh) && isText(thing.en)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOf(value: unknown, each: (one: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(each)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isCount(value: unknown): value is number {
  return isInteger(value) && value >= 0
}

function isDate(value: unknown): boolean {
  return isText(value) && Number.isFinite(Date.parse(value))
}
