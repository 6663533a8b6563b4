import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { speak } from '../../i18n/index.svelte.ts'
import { deviceKey, deviceMet, meet } from '../../store/device.ts'
import { stubStorage } from '../../store/makers.ts'
import { discard, giveUp, leave, type Write, writeOf, writes } from '../../store/outbox.ts'
import { answers, Locks, NOBODY, Post } from '../../store/post.ts'
import { keepReportReceipt, type MadeReport, madeReports, type ReportAnswer } from '../../store/reports.ts'
import { drain } from '../../store/sending.ts'
import { forgetEverything } from '../../store/storage.ts'
import { aboutOf } from './outboxWords.ts'
import { cameOf } from './reported.ts'
import { changeReport, type ReportDraft, sayReport, whatWords } from './reporting.ts'

const STATION = { id: '7K3M9Q2X', name: '溁湾镇工会驿站' }
const AT = Date.parse('2026-11-23T08:00:00Z')

const say = (changes: Partial<ReportDraft> = {}) =>
  sayReport(STATION, { kind: 'locked', amenity: null, note: '', photo: null, ...changes }, AT)

let post: Post

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  stubStorage()
  await speak('zh-CN')
  await forgetEverything()
  post = new Post()
})

it('goes out as the phone it was made on, and stays in the list of that phone', async () => {
  const id = await say({ note: ' 卷帘门拉下来了 ' })
  await drain(NOBODY)
  expect(post.arrived).toEqual([
    {
      path: `/api/reports/${id}`,
      body: {
        station: STATION.id,
        kind: 'locked',
        amenity: null,
        at: '2026-11-23T08:00:00.000Z',
        note: '卷帘门拉下来了',
        photo: null,
      },
      token: null,
      deviceKey: await deviceKey(),
      deviceMet: '',
    },
  ])
  expect(await madeReports()).toMatchObject([{ id, station: STATION.id, kind: 'locked', answer: null }])
})

it('names an amenity only where one is broken', async () => {
  await say({ kind: 'amenity_broken', amenity: 'microwave' })
  await say({ kind: 'crowded', amenity: 'microwave' })
  const bodies = (await writes()).map(({ body }) => body as { kind: string; amenity: string | null })
  expect(Object.fromEntries(bodies.map(({ kind, amenity }) => [kind, amenity]))).toEqual({
    amenity_broken: 'microwave',
    crowded: null,
  })
})

it('sends the photo first, and the report once it has arrived', async () => {
  const photo = new Blob(['JPEG'], { type: 'image/jpeg' })
  const id = await say({ photo })
  post.says = () => Promise.reject(new TypeError('Failed to fetch'))
  await drain(NOBODY)
  post.says = null
  await drain(NOBODY)
  const [lost, first, second] = post.arrived
  expect(first?.path).toMatch(/^\/api\/photos\//)
  expect(lost?.path, 'the same photo under the same id').toBe(first?.path)
  expect(first?.body).toEqual(photo)
  expect(first?.body).toBeInstanceOf(Blob)
  expect(second).toMatchObject({
    path: `/api/reports/${id}`,
    body: { photo: first?.path.replace('/api/photos/', '') },
  })
  expect(await writeOf(id)).toMatchObject({ state: 'sent', attached: null })
  expect((await writeOf(id))?.lost).toBeUndefined()
})

it('says of a photo that went as it came that nothing in it is blurred', async () => {
  await say({ photo: new File(['HEIC'], 'IMG_1.heic', { type: 'image/heic' }) })
  await drain(NOBODY)
  const [sent, report] = post.arrived
  expect(sent?.path).toMatch(/\?unblurred=true$/)
  const id = sent?.path.replace('/api/photos/', '').replace('?unblurred=true', '')
  expect(report?.body).toMatchObject({ photo: id })
})

it('lets the report go without a photo that is refused, and keeps why', async () => {
  const id = await say({ photo: new Blob(['not a photo']) })
  post.says = (path) => (path.includes('photos') ? answers.refused('photo_unreadable', 422) : null)
  await drain(NOBODY)
  expect(post.kept.get(`/api/reports/${id}`)).toMatchObject({ kind: 'locked', photo: null })
  expect(await writeOf(id)).toMatchObject({ state: 'sent', lost: { code: 'photo_unreadable' } })
})

it('holds the report back while the server is too busy for the photo', async () => {
  const id = await say({ photo: new Blob(['JPEG']) })
  post.says = (path) => (path.includes('photos') ? answers.busy(503) : null)
  await drain(NOBODY)
  expect(post.kept.size).toBe(0)
  expect(await writeOf(id)).toMatchObject({ state: 'waiting', attached: { field: 'photo' } })
})

it('leaves the list when it is given up', async () => {
  await discard(await say())
  expect(await madeReports()).toEqual([])
})

it('makes one key for the phone, which goes when the phone forgets everything', async () => {
  const [one, same] = await Promise.all([deviceKey(), deviceKey()])
  expect(one).toMatch(/^[A-Za-z0-9_-]{22}$/)
  expect(same).toBe(one)
  await say()
  await forgetEverything()
  expect(await madeReports()).toEqual([])
  expect(await deviceKey()).not.toBe(one)
})

it('shows with a report that the phone was here before, once the server has said so', async () => {
  const met = '1764100000.signed'
  const said = () => post.arrived.filter(({ path }) => path.startsWith('/api/reports/')).at(-1)
  post.says = (path) => (path === '/api/devices' ? answers.portal() : null)
  await meet()
  await say()
  await drain(NOBODY)
  expect(said()?.deviceMet).toBe('')
  post.says = (path) =>
    path === '/api/devices'
      ? new Response(JSON.stringify({ met }), { headers: { 'content-type': 'application/json' } })
      : null
  await meet()
  await meet()
  expect(post.paths.filter((path) => path === '/api/devices')).toHaveLength(2)
  await say()
  await drain(NOBODY)
  expect(said()).toMatchObject({ deviceKey: await deviceKey(), deviceMet: met })
})

it('shows nothing that was said of the key before it', async () => {
  post.says = async () => {
    await forgetEverything()
    return new Response('{"met":"1764100000.signed"}', { headers: { 'content-type': 'application/json' } })
  }
  await meet()
  expect(await deviceMet(await deviceKey())).toBe('')
})

it('says what is wrong in the words of a rider', async () => {
  expect(whatWords({ kind: 'unfriendly', amenity: null })).toBe('不让进')
  expect(whatWords({ kind: 'amenity_broken', amenity: 'microwave' })).toBe('microwave坏了')
  await speak('en')
  expect(whatWords({ kind: 'gone', amenity: null })).toBe('Gone')
})

it('says what came of it, and keeps that for when there is no network', async () => {
  const id = await say()
  const write = () => writeOf(id).then((one) => one ?? undefined)
  const came = async () => {
    const [made] = await madeReports()
    return made && cameOf(made, await write())
  }
  expect(await came()).toBe('还没发出去')
  await drain(NOBODY)
  expect(await came()).toBe('发到了，还没有人处理')
  const answer = (kind: ReportAnswer['kind'], words: string) => {
    const told = { kind, words, at: '2026-11-23T09:00:00Z' }
    return keepReportReceipt(id, { kind: 'locked', amenity: null, answer: told })
  }
  await answer('fixed', '')
  expect(await came()).toBe('管理员说门开了')
  await answer('untrue', '那天盘点，关了十分钟')
  expect(await came()).toBe('不属实，因为那天盘点，关了十分钟')
})

const CHANGED = { kind: 'gone', amenity: null, note: '搬走了', photo: null } as const

describe('a report that is changed before it has arrived', () => {
  const made = async () => (await madeReports())[0] as MadeReport

  it('keeps its id, its photo, and when it was said', async () => {
    const photo = new Blob(['JPEG'], { type: 'image/jpeg' })
    const id = await say({ photo })
    expect(await changeReport(await made(), { ...CHANGED, photo })).toBe('kept')
    const all = await writes()
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ id, editAt: `/reports?edit=${id}`, of: { kind: 'gone', amenity: null } })
    await drain(NOBODY)
    const photoId = post.paths[0]?.replace('/api/photos/', '')
    expect(post.arrived[0]?.body).toBeInstanceOf(Blob)
    expect(post.kept.get(`/api/reports/${id}`)).toMatchObject({
      kind: 'gone',
      note: '搬走了',
      photo: photoId,
      at: '2026-11-23T08:00:00.000Z',
    })
    expect(await madeReports()).toMatchObject([{ id, kind: 'gone', note: '搬走了', madeAt: AT }])
  })

  it('keeps a photo that has arrived already', async () => {
    await say({ photo: new Blob(['JPEG'], { type: 'image/jpeg' }) })
    post.says = (path) => (path.includes('reports') ? answers.busy(503) : null)
    await drain(NOBODY)
    const [write] = await writes()
    const { photo: photoId } = (write as Write).body as { photo: string }
    await changeReport(await made(), { ...CHANGED, photoId })
    post.says = null
    await drain(NOBODY, () => AT + 3_600_000)
    expect(post.paths.filter((path) => path.includes('photos'))).toHaveLength(1)
    expect(post.arrived.at(-1)?.body).toMatchObject({ kind: 'gone', photo: photoId })
  })

  it('stays as it was said once it is on its way, and its writer is told', async () => {
    const id = await say()
    const found: unknown[] = []
    post.says = async () => {
      found.push(await changeReport(await made(), CHANGED), await giveUp(id))
      return answers.ok()
    }
    await drain(NOBODY)
    found.push(await changeReport(await made(), CHANGED), await giveUp(id))
    expect(found).toEqual(['sending', false, 'sent', false])
    expect(post.arrived, 'neither doubled nor lost').toMatchObject([{ body: { kind: 'locked' } }])
    expect(await madeReports()).toMatchObject([{ id, kind: 'locked' }])
  })

  it('may be changed again once the way there has failed', async () => {
    await say()
    post.says = () => Promise.reject(new TypeError('Failed to fetch'))
    await drain(NOBODY)
    expect(await changeReport(await made(), CHANGED)).toBe('kept')
    post.says = null
    await drain(NOBODY)
    expect(post.arrived.at(-1)?.body).toMatchObject({ kind: 'gone' })
  })

  it('is not sent as it was where it is changed just before it leaves', async () => {
    await say()
    const [read] = await writes()
    await changeReport(await made(), CHANGED)
    expect(read && (await leave(read, AT))).toBe(false)
  })

  it('stays in the list where the words of before turn out to have arrived', async () => {
    const id = await say()
    post.says = () => answers.refused('report_differs', 409)
    await changeReport(await made(), CHANGED)
    await drain(NOBODY)
    expect(await giveUp(id)).toBe(true)
    expect(await writes()).toEqual([])
    await keepReportReceipt(id, { kind: 'locked', amenity: null, answer: null })
    expect(await madeReports()).toMatchObject([{ id, kind: 'locked' }])
  })
})

it('is listed in the language that is spoken when it is looked at', async () => {
  await say({ kind: 'unfriendly' })
  const [write] = await writes()
  expect(write && aboutOf(write)).toBe('不让进，溁湾镇工会驿站')
  await speak('en')
  expect(write && aboutOf(write)).toBe('Not let in, 溁湾镇工会驿站')
})
