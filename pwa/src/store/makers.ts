/** Makers of published files, and of a server that publishes them, for tests. */
import { vi } from 'vitest'
import type { PublishedScene, ScenesFile } from './scenes.ts'
import type { IndexFile, LivePack, PlacesFile, PublishedHours, SlowPack } from './wire.ts'

export const CHANGSHA = 'nbs:430100000000'
export const XIANGTAN = 'nbs:430300000000'

export const ALWAYS: PublishedHours = {
  week: Array.from({ length: 7 }, () => [[0, 1440]]),
  holiday: 'asWeek',
  makeup: 'asWeek',
  exceptions: [],
  note: '',
}

/** 08:00 to 22:00 on every day of the week and of the year. */
export const BY_DAY: PublishedHours = { ...ALWAYS, week: Array.from({ length: 7 }, () => [[480, 1320]]) }

/** A station as a test thinks of it; what it does not say is empty. */
export interface Spec {
  id: string
  lon: number
  lat: number
  name?: string
  initials?: string
  address?: string
  street?: [division: string, name: string, county: string]
  family?: string
  familyWords?: string
  amenities?: string[]
  amenityNotes?: Record<string, string>
  amenityWords?: string
  hours?: PublishedHours | null
  entry?: string
  entryNote?: string
  gateWords?: string
  parking?: string
  phone?: string
  responsible?: string
  photos?: string[]
  photoDays?: string[]
}

/** A place to get into, of which only the name matters. */
export function publishedScene(id: string, told: Partial<PublishedScene> = {}): PublishedScene {
  return {
    id,
    name: `小区${id}`,
    kind: 'community',
    lon: 112.98,
    lat: 28.19,
    street: '文艺路街道',
    county: '芙蓉区',
    pinyin: 'xiaoqu',
    initials: 'xq',
    responsible: '',
    verifiedAt: null,
    verifiedBy: null,
    ...told,
  }
}

export function slowPack(specs: Spec[], division: string = CHANGSHA): SlowPack {
  const families = distinct(specs.map((spec) => spec.family ?? 'union_station'))
  const amenities = distinct(specs.flatMap((spec) => spec.amenities ?? []))
  const entries = distinct(specs.map((spec) => spec.entry ?? 'unknown'))
  const streets = specs.map((spec) => spec.street ?? ['nbs:430102001000', '文艺路街道', '芙蓉区'])
  return {
    v: 1,
    division,
    n: specs.length,
    id: specs.map((spec) => spec.id),
    lon: specs.map((spec) => Math.round(spec.lon * 1e6)),
    lat: specs.map((spec) => Math.round(spec.lat * 1e6)),
    name: specs.map((spec) => spec.name ?? `驿站${spec.id}`),
    initials: specs.map((spec) => spec.initials ?? 'yz'),
    families,
    family: specs.map((spec) => families.indexOf(spec.family ?? 'union_station')),
    familyWords: sparse(specs.map((spec) => spec.familyWords)),
    streets: streets as SlowPack['streets'],
    street: specs.map((_, row) => row),
    address: specs.map((spec) => spec.address ?? ''),
    amenities,
    has: specs.map((spec) =>
      (spec.amenities ?? []).reduce((bits, id) => bits + 2 ** amenities.indexOf(id), 0),
    ),
    amenityNotes: sparse(specs.map((spec) => spec.amenityNotes)),
    amenityWords: sparse(specs.map((spec) => spec.amenityWords)),
    schedules: specs.map((spec) => (spec.hours === undefined ? ALWAYS : spec.hours)),
    hours: specs.map((_, row) => row),
    entries,
    entry: specs.map((spec) => entries.indexOf(spec.entry ?? 'unknown')),
    entryNote: sparse(specs.map((spec) => spec.entryNote)),
    gateWords: sparse(specs.map((spec) => spec.gateWords)),
    parking: sparse(specs.map((spec) => spec.parking)),
    phone: sparse(specs.map((spec) => spec.phone)),
    responsible: sparse(specs.map((spec) => spec.responsible)),
    photos: sparse(specs.map((spec) => spec.photos)),
    photoDays: sparse(specs.map((spec) => spec.photoDays)),
  }
}

export function livePack(of: string, n: number, said: Partial<LivePack> = {}): LivePack {
  const at = said.at ?? '2026-11-23T08:00:00Z'
  return {
    v: 1,
    of,
    at,
    base: Date.parse(at) / 60_000,
    confirmed: Array.from({ length: n }, () => null),
    out: [],
    reports: [],
    states: [],
    ...said,
  }
}

/** A server whose files a test lays down; `asked` is what was asked of it, in order. */
export class Server {
  files = new Map<string, string>()
  asked: string[] = []
  requests: RequestInit[] = []
  down = false
  /** Files that the server stumbles over. */
  stumbles = new Set<string>()
  /** Called before each answer, to break something at the right moment. */
  before: (path: string) => void | Promise<void> = () => undefined
  index: IndexFile = {
    v: 1,
    demo: true,
    phone: '0731-5550 0132',
    tiles: null,
    staleDays: 3,
    reportHours: 6,
    families: [{ id: 'union_station', zh: '工会驿站', en: 'Union station' }],
    amenities: [{ id: 'drinking_water', zh: '饮水', en: 'Drinking water', tier: 'basic' }],
    days: { path: 'days.aaaaaaaa.json', size: 0, bytes: 0 },
    places: { path: 'places.aaaaaaaa.json', size: 0, bytes: 0 },
    packs: [],
  }

  constructor() {
    this.publishDays('aaaaaaaa', { '2026-10-01': ['holiday', '国庆节'] })
    this.publishPlaces('aaaaaaaa')
    vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => this.#answer(url, init))
  }

  publishDays(hash: string, days: Record<string, [string, string]>): void {
    this.index.days = this.#file(`days.${hash}.json`, {
      v: 1,
      from: '2025-01-01',
      through: '2026-12-31',
      days,
    })
  }

  publishPlaces(hash: string): void {
    this.index.places = this.#file(`places.${hash}.json`, {
      v: 1,
      name: ['文艺路街道', '溁湾镇', '文家市镇'],
      initials: ['wyljd', 'ywz', 'wjsz'],
      pinyin: ['wenyilujiedao', 'yingwanzhen', 'wenjiashizhen'],
      within: [0, 1, 2],
      withins: ['长沙市芙蓉区', '长沙市岳麓区', '浏阳市'],
      level: ['street', 'street', 'street'],
      lon: [112_990_000, 112_950_000, 113_950_000],
      lat: [28_190_000, 28_200_000, 28_020_000],
    })
  }

  /** Publishes places of which only the names matter. */
  layPlaces(hash: string, names: Pick<PlacesFile, 'name' | 'initials' | 'pinyin'>): void {
    const same = <T>(value: T) => names.name.map(() => value)
    const file: PlacesFile = {
      v: 1,
      ...names,
      within: same(0),
      withins: [''],
      level: same('street'),
      lon: same(112_990_000),
      lat: same(28_190_000),
    }
    this.index.places = this.#file(`places.${hash}.json`, file)
  }

  /** Publishes a prefecture under a hash of the test's choosing; the box is that of its stations. */
  publish(hash: string, slow: SlowPack, live: Partial<LivePack> = {}, liveHash = hash): void {
    const code = slow.division.replace('nbs:', '')
    const lon = slow.lon.map((micro) => micro / 1e6)
    const lat = slow.lat.map((micro) => micro / 1e6)
    this.index.packs = this.index.packs.filter((pack) => pack.division !== slow.division)
    this.index.packs.push({
      division: slow.division,
      name: slow.division === CHANGSHA ? '长沙市' : '湘潭市',
      box: [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)],
      count: slow.n,
      slow: { ...this.#file(`${code}.slow.${hash}.json`, slow), hash },
      live: { ...this.#file(`${code}.live.${liveHash}.json`, livePack(hash, slow.n, live)), hash: liveHash },
    })
  }

  /** Publishes the places to get into of a prefecture that has stations. */
  publishScenes(hash: string, scenes: PublishedScene[], division = CHANGSHA): void {
    const kinds = [{ id: 'community', zh: '小区', en: 'Compound' }]
    const file: ScenesFile = { v: 1, division, kinds, scenes }
    const path = `${division.replace('nbs:', '')}.scenes.${hash}.json`
    const published = { ...this.#file(path, file), hash }
    this.index.packs = this.index.packs.map((pack) =>
      pack.division === division ? { ...pack, scenes: published } : pack,
    )
  }

  #file(path: string, content: unknown): { path: string; size: number; bytes: number } {
    const text = JSON.stringify(content)
    const size = new TextEncoder().encode(text).length
    this.files.set(path, text)
    return { path, size, bytes: Math.ceil(size / 4) }
  }

  async #answer(url: string, init: RequestInit): Promise<Response> {
    const path = url.replace('/packs/', '')
    this.asked.push(path)
    this.requests.push(init)
    await this.before(path)
    init.signal?.throwIfAborted()
    if (this.down) throw new TypeError('Failed to fetch')
    const text = path === 'index.json' ? JSON.stringify(this.index) : this.files.get(path)
    if (this.stumbles.has(path)) return new Response('', { status: 503 })
    return new Response(text ?? 'not found', { status: text === undefined ? 404 : 200 })
  }
}

/** A localStorage of the test's own. */
export function stubStorage(entries: Record<string, string> = {}): Map<string, string> {
  const kept = new Map(Object.entries(entries))
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  return kept
}

function distinct(values: string[]): string[] {
  return [...new Set(values)]
}

function sparse<T>(column: (T | undefined)[]): Record<string, T> {
  const said = column.flatMap((value, row) => (value === undefined ? [] : [[String(row), value] as const]))
  return Object.fromEntries(said)
}
