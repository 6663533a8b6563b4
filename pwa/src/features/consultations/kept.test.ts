import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { writing } from '../../store/database.ts'
import { wipe } from '../../store/outbox.ts'
import { become, type Me } from '../../store/who.ts'
import { keepList, keepMeeting, keptList, keptMeeting, lastPlace } from './kept.ts'
import type { Meeting } from './types.ts'

const meeting = (id: string, title = id) => ({ id, title }) as Meeting
const CITY = 'nbs:430100000000'

beforeEach(async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => undefined,
    removeItem: () => undefined,
  })
  await writing(['files'], (open) => open('files').clear())
  become({ is: 'nobody' })
})

it('keeps the last list of each place, and with it its meetings', async () => {
  await keepList({ at: 1, division: CITY, name: '长沙市', meetings: [meeting('a')] })
  await keepList({ at: 2, division: null, name: '', meetings: [meeting('a'), meeting('b')] })
  expect((await keptList(CITY))?.meetings).toHaveLength(1)
  expect((await keptList(null))?.at).toBe(2)
  expect(await lastPlace()).toEqual({ key: CITY, name: '长沙市' })
  expect(await keptMeeting('b')).toEqual({ at: 2, meeting: meeting('b') })
})

it('shows of one meeting what was told last', async () => {
  await keepList({ at: 1, division: CITY, name: '长沙市', meetings: [meeting('a', 'before')] })
  await keepMeeting(5, meeting('a', 'after'))
  expect((await keptMeeting('a'))?.meeting.title).toBe('after')
  await keepList({ at: 9, division: CITY, name: '长沙市', meetings: [meeting('a', 'at last')] })
  expect((await keptMeeting('a'))?.meeting.title).toBe('at last')
})

it('keeps a list and a meeting that come at the same time', async () => {
  const city = { at: 1, division: CITY, name: '长沙市', meetings: [] }
  await Promise.all([keepMeeting(1, meeting('a')), keepList(city), keepMeeting(1, meeting('b'))])
  expect(await keptList(CITY)).toEqual(city)
  expect([(await keptMeeting('a'))?.at, (await keptMeeting('b'))?.at]).toEqual([1, 1])
})

it('shows nobody what was told to somebody else', async () => {
  become({ is: 'in', me: { id: 'one', roles: [], organisations: [] } as unknown as Me })
  await keepList({ at: 1, division: CITY, name: '长沙市', meetings: [meeting('a')] })
  become({ is: 'nobody' })
  expect(await keptList(CITY)).toBeNull()
})

it('is gone with whoever signs out', async () => {
  await keepMeeting(1, meeting('a'))
  await wipe('one')
  expect(await keptMeeting('a')).toBeNull()
})
