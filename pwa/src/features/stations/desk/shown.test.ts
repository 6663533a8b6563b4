import { expect, it } from 'vitest'
import type { Write } from '../../../store/outbox.ts'
import { byUrgency, type DeskStation, type OpenReport, saidSince, shown } from './shown.ts'

const AT = Date.parse('2026-11-23T08:00:00Z')
const STATION = '7K3M9Q2X'

const station: DeskStation = {
  id: STATION,
  name: '溁湾镇工会驿站',
  address: '',
  lon: 112.94,
  lat: 28.19,
  hours: null,
  entry: 'walk_in',
  entryNote: '',
  gateWords: '',
  parking: '',
  phone: '',
  amenities: [
    { id: 'shower', note: '', outSince: null, outNote: '' },
    { id: 'toilet', note: '', outSince: '2026-11-22T02:00:00Z', outNote: '等师傅来修' },
  ],
  confirmedAt: '2026-11-19T08:00:00Z',
  confirmedBy: 'another',
  ownConfirmation: null,
  ownAmenities: {},
  ownState: null,
  reports: [],
  liveState: null,
  waiting: 0,
  photosWaiting: 0,
  disputed: false,
  doubted: false,
  keeps: true,
  closes: false,
}

function report(key: string, changes: Partial<OpenReport> = {}): OpenReport {
  return {
    key,
    kind: 'locked',
    amenity: null,
    reportedAt: '2026-11-23T05:00:00Z',
    note: '',
    photo: null,
    ...changes,
  }
}

/** One that waits; the path is without /api. */
function write(kind: string, path: string, body: unknown, changes: Partial<Write> = {}): Write {
  return {
    id: path,
    kind,
    about: '',
    method: 'PUT',
    path: `/api/${path}`,
    body,
    needsSignIn: true,
    account: 'me',
    actingFor: null,
    writtenAt: AT,
    editAt: null,
    state: 'waiting',
    waitsForSignIn: false,
    refusal: null,
    tries: 0,
    notBefore: 0,
    sentAt: null,
    ...changes,
  }
}

const confirmation = (changes: Partial<Write> = {}) =>
  write('station_confirmation', `stations/${STATION}/confirmations/1`, {}, changes)
const amenity = (id: string, works: boolean) =>
  write('station_amenity', `stations/${STATION}/amenities/${id}/states/1`, {
    works,
    at: '2026-11-23T08:00:00Z',
  })
const state = (body: object) => write('station_state', `stations/${STATION}/states/1`, body)

const see = (writes: Write[], reports: OpenReport[] = []) =>
  shown(station, reports, writes, ({ body }) => body)

it('shows what was said here before the server has heard of it', () => {
  const kept = see([confirmation(), amenity('shower', false), amenity('toilet', true)])
  expect([kept.confirmedAt, kept.confirmedBy]).toEqual([new Date(AT), 'you'])
  expect(kept.amenities.map(({ outSince }) => outSince)).toEqual([new Date(AT), null])
  expect(kept.amenities.map(({ outNote }) => outNote)).toEqual(['', ''])
})

it('shows new hours as not confirmed until somebody confirms them', () => {
  const hours = write('station_hours', `stations/${STATION}`, { hours: null, seen: { hours: null } })
  expect(see([confirmation(), hours]).confirmedAt).toBeNull()
  expect(see([hours, confirmation()]).confirmedAt).toEqual(new Date(AT))
})

it('keeps since when something is out if it is only said again', () => {
  expect(see([amenity('toilet', false)]).amenities[1]?.outSince).toEqual(new Date('2026-11-22T02:00:00Z'))
})

it('does not go back behind a later confirmation by somebody else', () => {
  const kept = see([confirmation({ writtenAt: Date.parse('2026-11-01T08:00:00Z') })])
  expect([kept.confirmedAt, kept.confirmedBy]).toEqual([new Date('2026-11-19T08:00:00Z'), 'another'])
})

it('begins a state and ends it with the last word', () => {
  const full = state({
    kind: 'full',
    at: '2026-11-23T08:00:00Z',
    until: '2026-11-23T09:00:00Z',
    note: '九点后有空',
  })
  expect(see([full]).liveState).toEqual({
    kind: 'full',
    since: new Date(AT),
    until: new Date('2026-11-23T09:00:00Z'),
    note: '九点后有空',
  })
  expect(see([full, state({ kind: 'none', at: '2026-11-23T08:10:00Z', until: null })]).liveState).toBeNull()
})

it('lays the hours that were set over those that are listed, until they are refused', () => {
  const hours = { week: null, holiday: [], makeup: null, exceptions: [], note: '' }
  const set = write('station_hours', `stations/${STATION}`, { hours, seen: { hours: null } })
  expect(see([set]).hours).toEqual(hours)
  expect(see(saidSince([{ ...set, state: 'refused' }], AT)).hours).toBeNull()
})

it('counts a photo that was decided on as looked at, however often', () => {
  const photo = (id: string) => write('station_photo', `stations/${STATION}/photos/${id}`, null)
  const two = { ...station, photosWaiting: 2 }
  const left = (...writes: Write[]) => shown(two, [], writes, () => null).photosWaiting
  expect([left(), left(photo('a'), photo('a')), left(photo('a'), photo('b'), photo('c'))]).toEqual([2, 1, 0])
})

it('leaves other stations alone', () => {
  const other = write('station_confirmation', 'stations/OTHER000/confirmations/1', {})
  expect(see([other]).confirmedAt).toEqual(new Date('2026-11-19T08:00:00Z'))
})

it('puts together what several said, the latest first, and drops what was answered here', () => {
  const broken = { kind: 'amenity_broken', amenity: 'shower' } as const
  const reports = [
    report('a', { ...broken, reportedAt: '2026-11-23T07:00:00Z', note: '没热水' }),
    report('b', broken),
    report('c', { kind: 'amenity_broken', amenity: 'toilet', photo: 'digest' }),
    report('d'),
  ]
  const answer = write('report_answer', 'reports/d/answer', { kind: 'fixed', words: '' })
  expect(see([answer], reports).waiting).toEqual([
    {
      kind: 'amenity_broken',
      amenity: 'shower',
      keys: ['a', 'b'],
      lastAt: new Date('2026-11-23T07:00:00Z'),
      notes: ['没热水'],
      photos: [],
    },
    {
      kind: 'amenity_broken',
      amenity: 'toilet',
      keys: ['c'],
      lastAt: new Date('2026-11-23T05:00:00Z'),
      notes: [],
      photos: ['digest'],
    },
  ])
})

it('counts what waits or was sent since the look, and neither what was refused nor what is in it', () => {
  const writes = [
    confirmation(),
    confirmation({ state: 'sent', sentAt: AT + 1 }),
    confirmation({ state: 'sent', sentAt: AT - 1 }),
    confirmation({ state: 'refused' }),
    { ...confirmation(), kind: 'feedback' },
  ]
  expect(saidSince(writes, AT)).toEqual(writes.slice(0, 2))
})

it('lets a confirmation go that was a mistake, before the server has heard of it', () => {
  const own = { ...station, confirmedBy: 'you', ownConfirmation: 'k1' } as const
  const back = write('station_confirmation', `stations/${STATION}/confirmations/k1`, null, {
    method: 'DELETE',
    of: { back: 'k1' },
  })
  expect(laid([back], own)).toMatchObject({ confirmedAt: null, takenBack: true, ownConfirmation: null })
  const refused = { ...back, state: 'refused' } as const
  expect(laid(saidSince([refused], 0), own)).toMatchObject({ takenBack: false, ownConfirmation: 'k1' })
})

it('stays with the confirmation of before where the one made here is taken back at once', () => {
  const path = `stations/${STATION}/confirmations/k2`
  const said = write('station_confirmation', path, { at: '2026-11-23T08:00:00Z' })
  const back = write('station_confirmation', path, null, { method: 'DELETE', of: { back: 'k2' } })
  expect(laid([said, back])).toMatchObject({ confirmedBy: 'another', takenBack: false })
})

it('puts back what was said of an amenity before, where the mistake was made here', () => {
  const path = `stations/${STATION}/amenities/toilet/states/k3`
  const said = write('station_amenity', path, { works: true, at: '2026-11-23T08:00:00Z' })
  expect(laid([said])).toMatchObject({ ownAmenities: { toilet: 'k3' }, amenities: [{}, { outSince: null }] })
  const back = write('station_amenity', path, null, {
    method: 'DELETE',
    of: { back: 'k3', amenity: 'toilet' },
  })
  const kept = laid([said, back])
  expect(kept.amenities[1]).toMatchObject({
    outSince: new Date('2026-11-22T02:00:00Z'),
    outNote: '等师傅来修',
  })
  expect([kept.ownAmenities, kept.unsaid.amenities]).toEqual([{}, []])
  expect(laid([back], { ...station, ownAmenities: { toilet: 'k3' } }).unsaid.amenities).toEqual(['toilet'])
})

it('shows since which day something is out, where that was said besides', () => {
  const said = (since: string) =>
    write('station_amenity', `stations/${STATION}/amenities/toilet/states/k5`, {
      works: false,
      at: '2026-11-23T08:00:00Z',
      since,
    })
  const since = (day: string) => see([said(day)]).amenities[1]?.outSince
  expect(since('2026-11-20')).toEqual(new Date('2026-11-20T00:00:00+08:00'))
  expect(since('2026-11-23')).toEqual(new Date('2026-11-23T08:00:00Z'))
})

it('puts back a state that was ended here by mistake', () => {
  const path = `stations/${STATION}/states/k4`
  const full = {
    kind: 'full',
    since: '2026-11-23T07:00:00Z',
    until: '2026-11-23T09:00:00Z',
    note: '',
  } as const
  const stood = { ...station, liveState: full, ownState: 'k0' }
  const over = write('station_state', path, { kind: 'none', at: '2026-11-23T08:00:00Z', until: null })
  expect(laid([over], stood)).toMatchObject({ liveState: null, ownState: 'k4' })
  const back = write('station_state', path, null, { method: 'DELETE', of: { back: 'k4' } })
  expect(laid([over, back], stood)).toMatchObject({ liveState: { kind: 'full' }, ownState: 'k0' })
})

it('does not count a confirmation of which the server says that another stands', () => {
  const said = write('station_confirmation', `stations/${STATION}/confirmations/k3`, null, {
    state: 'sent',
    sentAt: AT,
    answer: { confirmedAt: '2026-11-23T09:00:00Z', counts: false },
  })
  expect(laid([said])).toMatchObject({ confirmedBy: 'another' })
})

it('puts first what cannot wait: a doubted door, who waits for an answer, then what is due', () => {
  const [fine, due, asked, doubted] = (['fine', 'due', 'asked', 'doubted'] as const).map((id) => ({
    ...laid([], { ...station, id, doubted: id === 'doubted' }),
    waiting: id === 'asked' ? laid([], station, [report('r')]).waiting : [],
  })) as [ReturnType<typeof laid>, ReturnType<typeof laid>, ReturnType<typeof laid>, ReturnType<typeof laid>]
  const sorted = byUrgency([fine, due, asked, doubted], ({ id }) => id === 'due')
  expect(sorted.map(({ id }) => id)).toEqual(['doubted', 'asked', 'due', 'fine'])
})

const laid = (writes: Write[], of: DeskStation = station, reports: OpenReport[] = []) =>
  shown(of, reports, writes, ({ body }) => body)
