import { expect, it } from 'vitest'
import { partAt } from './accountRoutes.ts'
import { caseAt, isOfCases } from './caseRoutes.ts'
import { plainAt } from './plainRoutes.ts'
import { isOurs, screenAt } from './routes.ts'

const ORIGIN = 'https://xiangyi.example'
const at = (path: string) => {
  const screen = screenAt(new URL(path, ORIGIN))
  if (screen.name === 'plain') return plainAt(screen) ?? { name: 'lost' }
  if (screen.name === 'account' && isOfCases(screen.path)) return caseAt(screen.path) ?? { name: 'lost' }
  return screen.name === 'account' ? (partAt(screen.path, screen.asked) ?? { name: 'lost' }) : screen
}

it('shows the list first, and the radar or the map when asked', () => {
  expect(at('/')).toEqual({ name: 'nearby', view: 'list' })
  expect(at('/?view=radar')).toEqual({ name: 'nearby', view: 'radar' })
  expect(at('/?view=map')).toEqual({ name: 'nearby', view: 'map' })
  expect(at('/?view=globe')).toEqual({ name: 'nearby', view: 'list' })
})

it('finds a station by its id, however it was typed', () => {
  expect(at('/s/7k3m9q2x')).toEqual({ name: 'station', id: '7K3M9Q2X' })
})

it('opens search with the words of the link', () => {
  expect(at('/search?q=%E6%BA%81%E6%B9%BE')).toEqual({ name: 'search', text: '溁湾' })
  expect(at('/search')).toEqual({ name: 'search', text: '' })
})

it('opens 我的 and its parts', () => {
  expect(at('/me')).toEqual({ name: 'me' })
  for (const name of ['offline', 'install', 'privacy', 'about']) expect(at(`/me/${name}`)).toEqual({ name })
})

it('opens 投诉建议, a receipt, and the desk that answers', () => {
  expect(at('/feedback')).toEqual({ name: 'feedback', edit: null })
  expect(at('/feedback?edit=0190-a')).toEqual({ name: 'feedback', edit: '0190-a' })
  expect(at('/feedback/0190-a')).toEqual({ name: 'receipt', id: '0190-a' })
  expect(at('/desk/feedback')).toMatchObject({ name: 'feedbackDesk' })
})

it('opens the activities, and one of them', () => {
  expect(at('/activities')).toEqual({ name: 'activities', id: '' })
  expect(at('/activities/0190-a')).toEqual({ name: 'activities', id: '0190-a' })
  expect(at('/activities/0190-a/more')).toEqual({ name: 'lost' })
})

it('opens a code that a camera read, and the scanner', () => {
  expect(at('/in#AZCq_-8')).toEqual({ name: 'in', token: 'AZCq_-8' })
  expect(at('/in')).toEqual({ name: 'in', token: '' })
})

it('opens the page that checks a service record, with the token that no server sees', () => {
  expect(at('/check#eyJ.eyJ.AZ-_')).toEqual({ name: 'check', token: 'eyJ.eyJ.AZ-_' })
  expect(at('/check')).toEqual({ name: 'check', token: '' })
  expect(at('/check/x')).toEqual({ name: 'lost' })
  expect(at('/me/documents/0190-a')).toEqual({ name: 'documents', wanted: '0190-a' })
})

it('opens the codes that somebody shows, and the list of who is there', () => {
  expect(at('/desk/codes')).toEqual({ name: 'codes', wanted: '' })
  expect(at('/desk/codes/0190-a')).toEqual({ name: 'codes', wanted: '0190-a' })
  expect(at('/desk/ticks/0190-a')).toEqual({ name: 'ticks', wanted: '0190-a' })
})

it('opens the ledger, one of its receipts, and the desk where hours are confirmed', () => {
  expect(at('/me/ledger')).toEqual({ name: 'ledger', wanted: '' })
  expect(at('/me/ledger/5c70')).toEqual({ name: 'ledger', wanted: '5c70' })
  expect(at('/desk/hours')).toMatchObject({ name: 'hoursDesk' })
})

it('opens the benefits, a voucher, the counter and its list, and the desk of the catalogue', () => {
  expect(at('/me/benefits')).toEqual({ name: 'benefits', wanted: '' })
  expect(at('/me/benefits/0190-a')).toEqual({ name: 'benefits', wanted: '0190-a' })
  expect(at('/me/vouchers/0190-a')).toEqual({ name: 'voucher', wanted: '0190-a' })
  expect(at('/desk/counter/today')).toEqual({ name: 'counter', wanted: 'today' })
  expect(at('/desk/benefits/new')).toEqual({ name: 'benefitDesk', wanted: 'new' })
  expect([at('/benefits'), at('/counter')]).toEqual([{ name: 'benefits' }, { name: 'counter' }])
  expect(at('/me/vouchers/0190-a/more')).toEqual({ name: 'lost' })
})

it('opens what was reported on this phone', () => {
  expect(at('/reports')).toEqual({ name: 'reports' })
})

it('opens the inbox, and how one wants to hear of what is in it', () => {
  expect(at('/me/notices')).toEqual({ name: 'notices', wanted: '' })
  expect(at('/me/notices/settings')).toEqual({ name: 'notices', wanted: 'settings' })
})

it('opens the desk of lists, and on it one that was sent', () => {
  expect(at('/desk/lists')).toEqual({ name: 'lists', wanted: '' })
  expect(at('/desk/lists/0190-a')).toEqual({ name: 'lists', wanted: '0190-a' })
})

it('opens the desk of a station manager, and on it one station', () => {
  expect(at('/desk/stations')).toEqual({ name: 'stationDesk', wanted: '' })
  expect(at('/desk/stations/7K3M9Q2X')).toEqual({ name: 'stationDesk', wanted: '7K3M9Q2X' })
  expect(at('/desk/stations/7K3M9Q2X/hours')).toEqual({ name: 'stationHours', wanted: '7K3M9Q2X' })
  for (const path of [
    '/desk/stations/A/B',
    '/desk/stations/A/hours/B',
    '/desk/roles/A',
    '/desk/roles/A/hours',
  ])
    expect(at(path)).toEqual({ name: 'lost' })
})

it('opens the meetings, one of them, and the desk of who calls them', () => {
  expect(at('/consultations')).toEqual({ name: 'consultations', id: '' })
  expect(at('/consultations/0190-a')).toEqual({ name: 'consultations', id: '0190-a' })
  expect(at('/desk/consultations/0190-a')).toEqual({ name: 'convening', wanted: '0190-a' })
  expect(at('/me/data?do=export')).toEqual({ name: 'data', wanted: 'export' })
})

it('says so when there is no such page', () => {
  for (const path of [
    '/s',
    '/s/A/B',
    '/me/money',
    '/search/x',
    '/stations',
    '/reports/x',
    '/desk',
    '/consultations/x/y',
  ])
    expect(at(path)).toEqual({ name: 'lost' })
})

it('follows its own links itself and leaves the others to the browser', () => {
  const ours = (href: string) => isOurs(new URL(href, ORIGIN), ORIGIN)
  expect(ours('/s/7K3M9Q2X')).toBe(true)
  expect(ours('/mediatheque')).toBe(true)
  for (const href of [
    'https://elsewhere.example/',
    '/api/stations',
    '/packs/index.json',
    '/schema',
    '/icons/mark.svg',
    'tel:073155500132',
  ]) {
    expect(ours(href), href).toBe(false)
  }
})

it('opens what people ask for: one, another of a station, a thread, and the desk', () => {
  expect(at('/cases')).toEqual({ name: 'mine' })
  expect(at('/cases/new')).toEqual({ name: 'raise', station: '', earlier: '' })
  expect(at('/cases/new/7k3m9q2x')).toEqual({ name: 'raise', station: '7K3M9Q2X', earlier: '' })
  expect(at('/cases/0190-a')).toEqual({ name: 'case', id: '0190-a' })
  expect(at('/cases/0190-a/change')).toEqual({ name: 'raise', station: '', earlier: '0190-a' })
  expect(at('/cases/0190-a/other')).toEqual({ name: 'lost' })
  expect(at('/concerns')).toEqual({ name: 'concerns' })
  expect(at('/concerns/0190-a')).toEqual({ name: 'concern', id: '0190-a' })
  expect(at('/concerns/0190-a/raise')).toEqual({
    ...{ name: 'raise', station: '', earlier: '' },
    concern: '0190-a',
  })
  expect(at('/concerns/board')).toEqual({ name: 'board' })
  expect(at('/desk/commitments')).toEqual({ name: 'owed' })
  expect(at('/desk/cases/0190-a')).toEqual({ name: 'desk', id: '0190-a', concern: '' })
  expect(at('/desk/concerns/0190-a')).toEqual({ name: 'desk', id: '', concern: '0190-a' })
})
