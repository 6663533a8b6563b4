import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { speak } from '../../i18n/index.svelte.ts'
import { stubStorage } from '../../store/makers.ts'
import { writes } from '../../store/outbox.ts'
import { Locks } from '../../store/post.ts'
import { forgetEverything } from '../../store/storage.ts'
import { shell } from '../../ui/shell.svelte.ts'
import { askAtAll, isThere, lookBack, noteOpen, noteVisit, visitMemory } from './visiting.ts'
import { sayLocked } from './visitLocked.ts'

const STATION = { id: '7K3M9Q2X', name: '溁湾镇工会驿站' }
const OTHER = { id: '8K3M9Q2X', name: '望月湖驿站' }
const AT = Date.parse('2026-11-23T08:00:00Z')
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  stubStorage()
  await speak('zh-CN')
  await forgetEverything()
  shell.ask = null
})

/** Whom it asks about at an instant, as if the app were opened anew then. */
async function asked(at: number): Promise<string | undefined> {
  shell.ask = null
  await lookBack(at)
  return (shell.ask as { visit: { id: string } } | null)?.visit.id
}

it('asks once after a visit, neither at once nor the day after', async () => {
  await noteVisit(STATION, AT)
  expect(await asked(AT + 5 * MINUTE)).toBeUndefined()
  expect(await asked(AT + 20 * MINUTE)).toBe(STATION.id)
  expect(await asked(AT + 30 * MINUTE)).toBeUndefined()
  await noteVisit(STATION, AT + 2 * DAY)
  expect(await asked(AT + 2 * DAY + 20 * MINUTE)).toBeUndefined()
  await noteVisit(STATION, AT + 8 * DAY)
  expect(await asked(AT + 9 * DAY)).toBeUndefined()
})

it('leaves whoever was asked alone for most of a day, whichever station it was', async () => {
  await noteVisit(STATION, AT)
  await asked(AT + 20 * MINUTE)
  await noteVisit(OTHER, AT + 60 * MINUTE)
  expect(await asked(AT + 90 * MINUTE)).toBeUndefined()
  await noteVisit(OTHER, AT + DAY)
  expect(await asked(AT + DAY + 20 * MINUTE)).toBe(OTHER.id)
})

it('never asks again whoever does not want it, until they do', async () => {
  await askAtAll(false)
  await noteVisit(STATION, AT)
  expect(await asked(AT + 20 * MINUTE)).toBeUndefined()
  await askAtAll(true)
  await noteVisit(STATION, AT)
  expect(await asked(AT + 20 * MINUTE)).toBe(STATION.id)
})

it('reports a locked door as of the visit, and keeps an open one here', async () => {
  await sayLocked({ ...STATION, at: AT })
  expect((await writes()).map(({ body }) => body)).toMatchObject([
    { station: STATION.id, kind: 'locked', at: '2026-11-23T08:00:00.000Z' },
  ])
  await noteOpen({ ...OTHER, at: AT }, AT)
  expect(await writes()).toHaveLength(1)
  expect(await visitMemory()).toMatchObject({ open: { [OTHER.id]: AT } })
})

it('keeps no place, whatever the phone knows', async () => {
  await noteVisit({ ...STATION, lon: 112.95, lat: 28.2 } as typeof STATION, AT)
  expect(JSON.stringify(await visitMemory())).not.toContain('112')
})

it('takes somebody to be there only where the receiver is sure', () => {
  expect([
    isThere(40, 20),
    isThere(40, 400),
    isThere(400, 20),
    isThere(40, null),
    isThere(undefined, 5),
  ]).toEqual([true, false, false, false, false])
})
