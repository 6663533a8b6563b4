import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { Server, slowPack, stubStorage, XIANGTAN } from '../../store/makers.ts'
import { forgetEverything } from '../../store/storage.ts'
import { sync } from '../../store/sync.ts'
import { changsha, HERE, SOUTH, xiangtan } from './makers.ts'

const WENYI = {
  key: 'nbs:430102001000',
  name: '文艺路街道',
  within: '长沙市芙蓉区',
  station: null,
  division: 'nbs:430102001000',
}

let around: typeof import('./around.ts')
let where: typeof import('./where.svelte.ts')

beforeEach(async () => {
  stubStorage()
  await forgetEverything()
  const server = new Server()
  const [first, ...others] = changsha
  server.publish(
    'c0000001',
    slowPack([{ ...first, street: [WENYI.key, WENYI.name, '芙蓉区'] } as never, ...others]),
  )
  server.publish('d0000001', slowPack(xiangtan, XIANGTAN))
  await sync(HERE)
  await sync(SOUTH)
  server.down = true
  vi.resetModules()
  around = await import('./around.ts')
  where = await import('./where.svelte.ts')
})

it('names the stations near somebody and their street, and nothing where nobody said where they are', async () => {
  expect(await around.spotsAround()).toEqual([])
  where.choose({ name: '这里', lon: HERE.lon, lat: HERE.lat })
  expect(await around.spotsAround()).toEqual([
    { ...WENYI, key: 'AAAAAAAA', name: '文艺路工会驿站', within: '芙蓉区文艺路街道', station: 'AAAAAAAA' },
    { ...WENYI, key: 'BBBBBBBB', name: '溁湾镇青年之家', within: '芙蓉区文艺路街道', station: 'BBBBBBBB' },
    WENYI,
  ])
})

it('names the street alone where every station is far', async () => {
  where.choose({ name: '远处', lon: HERE.lon, lat: HERE.lat + 0.03 })
  expect(await around.spotsAround()).toEqual([WENYI])
})

it('finds streets by their beginning and stations by name, whatever is held', async () => {
  const found = await around.spotsLike(' 雨湖 ')
  expect(found.map(({ key, name }) => [key, name])).toEqual([
    ['nbs:430302001000', '雨湖路街道'],
    ['DDDDDDDD', '雨湖工会驿站'],
  ])
  expect(await around.spotsLike(' ')).toEqual([])
  expect(await around.spotNamed('DDDDDDDD')).toMatchObject({
    name: '雨湖工会驿站',
    division: 'nbs:430302001000',
  })
  expect(await around.spotNamed('ZZZZZZZZ')).toBeNull()
})
