import { afterEach, expect, it } from 'vitest'
import { enMore } from './en.more.ts'
import { en } from './en.ts'
import { english } from './english.ts'
import { chinese, speak, spoken, t } from './index.svelte.ts'
import { m } from './more.ts'
import { zhCNHelping } from './zh-CN.helping.ts'
import { zhCNMore } from './zh-CN.more.ts'
import { zhCNOffices } from './zh-CN.offices.ts'
import { zhCNPeople } from './zh-CN.people.ts'
import { zhCNPlaces } from './zh-CN.places.ts'
import { zhCN } from './zh-CN.ts'

const AREAS = [zhCNPeople, zhCNHelping, zhCNOffices, zhCNPlaces]

afterEach(() => speak('zh-CN'))

/** What a message says with facts that show which words are its own. */
function said(message: unknown): string {
  if (typeof message !== 'function') return String(message)
  const facts = ['2', '3', '4'].map((fact) => fact as never)
  try {
    return String((message as (...facts: never[]) => string)(...facts))
  } catch {
    // A message about a list of things.
    return String((message as (...facts: unknown[]) => string)('there', ['x', 'y']))
  }
}

/** Chinese that an English reader needs as it is: the name of the other language, what to type. */
const QUOTED = new Set(['languageBoth', 'searchHint', 'searchNothingHint'])

it('has the same keys in both languages', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zhCN).sort())
  expect(Object.keys(enMore).sort()).toEqual(Object.keys(zhCNMore).sort())
})

it('leaves no Chinese in English', () => {
  const left = Object.entries({ ...en, ...enMore }).filter(
    ([key, message]) => /\p{Script=Han}/u.test(said(message)) && !QUOTED.has(key),
  )
  expect(left.map(([key]) => key)).toEqual([])
})

it('writes names small within an English sentence', () => {
  expect(enMore.relaxAmenity('Hot water')).toBe('Without hot water')
  expect([en.saidBroken(1, 'Microwave'), en.saidBroken(2, '')]).toEqual([
    '1 says microwave broken',
    '2 say broken',
  ])
  expect(enMore.wishAmenities('Microwave and Wi-Fi')).toBe('has microwave and Wi-Fi')
})

it('addresses people as 您, without exclamation', () => {
  for (const [key, message] of Object.entries({ ...zhCN, ...zhCNMore }))
    expect(said(message), key).not.toMatch(/你|！|亲|赋能/)
})

it('counts one thing and several in English', () => {
  expect([en.daysAgo(1), en.daysAgo(2)]).toEqual(['1 day ago', '2 days ago'])
  expect([en.saidLocked(1), en.saidLocked(2)]).toEqual(['1 says locked', '2 say locked'])
  expect([en.unconfirmedDays(1), en.unconfirmedDays(4)]).toEqual(['Checked 1 day ago', 'Checked 4 days ago'])
  expect([enMore.searchFound(1, 0), enMore.searchFound(2, 1)]).toEqual(['1 station', '2 stations, 1 place'])
})

it('speaks the chosen language, and marks Chinese names only inside another', async () => {
  expect([t('nearby'), m('privacy'), chinese()]).toEqual(['附近', '隐私', undefined])
  await speak('en')
  expect([t('nearby'), m('privacy'), chinese(), spoken()]).toEqual(['Nearby', 'Privacy', 'zh-CN', 'en'])
  await speak('zh-CN')
  expect([t('nearby'), m('privacy'), spoken()]).toEqual(['附近', '隐私', 'zh-CN'])
})

it('parts a figure from Chinese by a space, a word not', () => {
  expect([zhCNMore.offlineData('3 天前'), zhCNMore.offlineData('刚刚')]).toEqual([
    '没有网络，数据是 3 天前的',
    '没有网络，数据是刚刚的',
  ])
  expect(zhCNMore.emptyTitle('附近', [zhCNMore.wishOpenAt('3:00')])).toBe('附近没有一处 3:00 开着')
  expect(zhCNMore.emptyTitle('附近', [zhCNMore.wishOpen])).toBe('附近没有一处现在开着')
})

it('has each sentence of accounts and work from one part only', () => {
  const files = import.meta.glob<Record<string, Record<string, unknown>>>('./zh-CN.*.ts', { eager: true })
  const people: Record<string, unknown> = Object.assign({}, ...AREAS)
  expect(AREAS.flatMap((area) => Object.keys(area)).sort()).toEqual(Object.keys(people).sort())
  const parts = Object.values(files)
    .flatMap((file) => Object.values(file))
    .filter((part) => Object.keys(part).every((key) => key in people))
  expect(parts.length).toBeGreaterThan(8)
  for (const part of parts)
    for (const [key, sentence] of Object.entries(part)) expect(people[key], key).toBe(sentence)
})

it('has no area so large that a phone would not keep it', async () => {
  const { enHelping } = await import('./en.helping.ts')
  const { enOffices } = await import('./en.offices.ts')
  const { enPeople } = await import('./en.people.ts')
  const { enPlaces } = await import('./en.places.ts')
  for (const area of [...AREAS, enPeople, enHelping, enOffices, enPlaces]) {
    const bytes = Object.entries(area).map(
      ([key, said]) => new TextEncoder().encode(`${key}:${said},`).length,
    )
    expect(bytes.reduce((sum, one) => sum + one)).toBeLessThan(60_000)
  }
})

it('parts no figure from its unit at the end of a line', async () => {
  for (const catalogue of [zhCN, zhCNMore, ...AREAS, ...(await english())])
    for (const message of Object.values(catalogue))
      expect(said(message)).not.toMatch(/\d (?:MB|kB|米|公里|km|m)(?![a-z])/)
})
