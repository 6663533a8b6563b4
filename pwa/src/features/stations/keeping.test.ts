import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { speak } from '../../i18n/index.svelte.ts'
import { stubStorage } from '../../store/makers.ts'
import { letGoLeft, writes } from '../../store/outbox.ts'
import { Locks, NOBODY, Post } from '../../store/post.ts'
import { madeReports } from '../../store/reports.ts'
import { drain } from '../../store/sending.ts'
import { forgetEverything } from '../../store/storage.ts'
import { Keeping, type Unready } from './keeping.ts'

const STATION = { id: '7K3M9Q2X', name: '溁湾镇工会驿站' }
const LOCKED: Unready = { kind: 'locked', amenity: null, note: '', photo: null }

let post: Post
let keeping: Keeping

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  stubStorage()
  await speak('zh-CN')
  await forgetEverything()
  post = new Post()
  keeping = new Keeping(STATION)
})

it('is kept from the first tap, and goes once, with all that was added, when nobody changes it any more', async () => {
  expect(await keeping.say(LOCKED)).toBe(true)
  await drain(NOBODY)
  expect(post.arrived).toEqual([])
  void keeping.say({ ...LOCKED, note: '卷' })
  await keeping.say({ ...LOCKED, kind: 'unfriendly', note: '卷帘门' })
  expect(await madeReports()).toMatchObject([{ kind: 'unfriendly', note: '卷帘门' }])
  await keeping.end()
  await drain(NOBODY)
  expect(post.arrived).toMatchObject([{ body: { kind: 'unfriendly', note: '卷帘门' } }])
})

it('goes at the next start where the browser was killed over it', async () => {
  await keeping.say(LOCKED)
  void keeping.say({ ...LOCKED, photo: new Promise(() => undefined) })
  vi.stubGlobal('navigator', { locks: new Locks() })
  await letGoLeft(Date.now() + 1)
  await drain(NOBODY)
  expect(post.arrived).toMatchObject([{ body: { kind: 'locked', photo: null } }])
})

it('stays while its writer still writes, though the app starts late or in a second tab', async () => {
  await keeping.say(LOCKED)
  await letGoLeft(Date.now() + 1)
  await drain(NOBODY)
  vi.stubGlobal('navigator', {})
  await letGoLeft(Date.now() - 1000)
  await drain(NOBODY)
  expect(post.arrived).toEqual([])
  await keeping.say({ ...LOCKED, note: '还有一句' })
  await keeping.end()
  await drain(NOBODY)
  expect(post.arrived).toMatchObject([{ body: { note: '还有一句' } }])
})

it('holds what was added too late for a second report', async () => {
  await keeping.say({ ...LOCKED, note: '卷帘门' })
  await keeping.end()
  await drain(NOBODY)
  expect(await keeping.say({ ...LOCKED, kind: 'gone', note: '卷帘门' })).toBe(false)
  expect(keeping.late, 'no word of it is lost').toBeNull()
  const photo = new Blob(['photo'])
  expect(await keeping.say({ ...LOCKED, note: '卷帘门', photo: Promise.resolve(photo) })).toBe(false)
  expect(keeping.late).toMatchObject({ kind: 'locked', photo })
})

it('leaves nothing behind where it is taken back, and may be said anew', async () => {
  await keeping.say(LOCKED)
  await keeping.say(null)
  expect([await writes(), await madeReports(), keeping.made]).toEqual([[], [], null])
  await keeping.say({ ...LOCKED, kind: 'gone' })
  await keeping.end()
  await drain(NOBODY)
  expect(post.arrived).toMatchObject([{ body: { kind: 'gone' } }])
})

it('stays as it was said once it has left, and its writer is told', async () => {
  await keeping.say(LOCKED)
  await keeping.end()
  await drain(NOBODY)
  expect(await keeping.say({ ...LOCKED, note: '还有' })).toBe(false)
  expect(await keeping.say(null)).toBe(false)
  expect(post.arrived, 'neither doubled nor lost').toMatchObject([{ body: { note: '' } }])
  expect(await madeReports()).toHaveLength(1)
})
