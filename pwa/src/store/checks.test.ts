import { describe, expect, it } from 'vitest'
import { readDays, readIndex, readLive, readPlaces, readSlow } from './checks.ts'
import { BY_DAY, CHANGSHA, livePack, Server, slowPack } from './makers.ts'

const SLOW = slowPack([
  { id: 'AAAAAAAA', lon: 112.98, lat: 28.19, amenities: ['toilet'], hours: BY_DAY },
  { id: '7K3M9Q2X', lon: 112.99, lat: 28.2, hours: null },
])

const seasonal = (patch: Record<string, unknown> = {}) => ({
  ...BY_DAY,
  seasons: [{ from: '05-01', to: '09-30', week: BY_DAY.week, ...patch }],
})

describe('a slow half', () => {
  it('is taken as it should be', () => {
    expect(readSlow(SLOW, CHANGSHA)).toBe(SLOW)
    const inSeason = { ...SLOW, schedules: [seasonal(), null] }
    expect(readSlow(inSeason, CHANGSHA)).toBe(inSeason)
  })

  it.each([
    ['of a later version', { v: 2 }],
    ['of another prefecture', { division: 'nbs:430200000000' }],
    ['with a column too short', { name: ['一'] }],
    ['with a column too long', { lat: [28e6, 28e6, 28e6] }],
    ['with a column missing', { address: undefined }],
    ['with an id that reads as another', { id: ['AAAAAAAA', '7K3M9QLO'] }],
    ['with an id of another length', { id: ['AAAAAAAA', '7K3M9Q2'] }],
    ['with degrees for microdegrees', { lon: [112.98, 112.99] }],
    ['with axes swapped', { lat: [112_980_000, 112_990_000] }],
    ['with a number for a name', { name: ['一', 2] }],
    ['that points past a table', { hours: [0, 2] }],
    ['that points before a table', { family: [0, -1] }],
    ['without the table it points at', { entries: undefined }],
    ['with bits that are no number', { has: [1, '1'] }],
    ['with a street half named', { streets: [['nbs:1', '文艺路街道']] }],
    ['with a list for sparse words', { phone: ['0731'] }],
    ['with a week of six days', { schedules: [{ ...BY_DAY, week: BY_DAY.week?.slice(1) }, null] }],
    ['with a span that ends before it begins', { schedules: [{ ...BY_DAY, holiday: [[600, 500]] }, null] }],
    ['with a span of more than a day', { schedules: [{ ...BY_DAY, holiday: [[600, 2041]] }, null] }],
    ['with a season of six days', { schedules: [seasonal({ week: BY_DAY.week?.slice(1) }), null] }],
    ['with a season that never ends', { schedules: [seasonal({ to: undefined }), null] }],
    ['with seasons that are no list', { schedules: [{ ...BY_DAY, seasons: null }, null] }],
    ['with an eighth weekday', { schedules: [{ ...BY_DAY, makeup: 7 }, null] }],
    [
      'with an exception that never says when',
      { schedules: [{ ...BY_DAY, exceptions: [{ spans: [] }] }, null] },
    ],
  ])('%s is refused', (_, broken) => {
    expect(readSlow({ ...SLOW, ...broken }, CHANGSHA)).toBeNull()
  })

  it.each([null, [], 'text', 7])('is not %j', (file) => {
    expect(readSlow(file, CHANGSHA)).toBeNull()
  })
})

describe('a live half', () => {
  const live = livePack('c0000001', 2, {
    confirmed: [null, 5],
    out: [[0, 0, 9]],
    states: [[1, 'full', 3, null]],
  })

  it('is taken as it should be', () => {
    expect(readLive(live, 2)).toBe(live)
  })

  it.each([
    ['of another count', { confirmed: [1] }],
    ['that names no slow half', { of: undefined }],
    ['without its time', { at: 'yesterday' }],
    ['without its base', { base: null }],
    ['with a fault half told', { out: [[0, 0]] }],
    ['with a report half told', { reports: [[0, 'locked', -1, 2]] }],
    ['with a state of no station', { states: [['0', 'full', 3, null]] }],
  ])('%s is refused', (_, broken) => {
    expect(readLive({ ...live, ...broken }, 2)).toBeNull()
  })
})

describe('the other files', () => {
  const server = new Server()
  const places = JSON.parse(server.files.get(server.index.places.path) ?? '')
  const days = JSON.parse(server.files.get(server.index.days.path) ?? '')
  server.publish('c0000001', SLOW)

  it('are taken as they should be', () => {
    expect(readDays(days)).toBe(days)
    expect(readPlaces(places)).toBe(places)
    expect(readIndex(server.index)).toEqual({ index: server.index, odd: [] })
  })

  it('are refused when a column or a kind of day makes no sense', () => {
    expect(readPlaces({ ...places, pinyin: [] })).toBeNull()
    expect(readPlaces({ ...places, within: [0, 1, 3] })).toBeNull()
    expect(readDays({ ...days, days: { '2026-10-01': ['feast', ''] } })).toBeNull()
    expect(readDays({ ...days, from: 2025 })).toBeNull()
  })

  it.each([
    ['a phone number that is a number', { phone: 1234 }],
    ['amenities without names', { amenities: [{ id: 'toilet' }] }],
    ['days outside the packs', { days: { path: '../days.aaaaaaaa.json', size: 1, bytes: 1 } }],
    ['no version', { v: undefined }],
  ])('%s makes no index', (_, broken) => {
    expect(readIndex({ ...server.index, ...broken })).toBeNull()
  })

  it('tell a later version from nonsense', () => {
    expect(readIndex({ v: 2, anything: true })).toBe('tooNew')
  })
})
