import { expect, it } from 'vitest'
import { nameParts } from './named.ts'

it('breaks a name before the kind of station, and nowhere else', () => {
  expect(nameParts('五一广场地铁口工会驿站')).toEqual(['五一广场地铁口', '工会驿站'])
  expect(nameParts('溁湾镇社区党群服务中心')).toEqual(['溁湾镇社区', '党群服务中心'])
  expect(nameParts('荷叶塘社区新时代文明实践站')).toEqual(['荷叶塘社区', '新时代', '文明实践站'])
  expect(nameParts('司机之家')).toEqual(['司机之家'])
  expect(nameParts('望月湖歇脚点')).toEqual(['望月湖歇脚点'])
})
