import { expect, it } from 'vitest'
import { inLine, shortly } from './words.ts'

it.each([
  ['上个月的高温补贴没有发。', '上个月的高温补贴没有发。'],
  ['取餐的地方不让停车，停一下就贴单。', '取餐的地方不让停车…'],
  // What comes before the first pause says too little, or there is none.
  ['天马，合租屋热水器坏了半个月没有人修', '天马，合租屋热水器坏了半个月没…'],
  ['天马这边合租屋热水器坏了半个月没有人修', '天马这边合租屋热水器坏了半个月…'],
])('has room in a list for whole phrases of “%s”', (words, shown) => {
  expect(shortly(words)).toBe(shown)
})

it('has a line of a list filled, whatever pauses there are in it', () => {
  const words = '麓山南路美食街，晚上取餐\n电动车没地方停，停路边就被贴单两回。'
  expect(inLine(words)).toBe('麓山南路美食街，晚上取餐 电动车没地方停，停路边就被贴单两…')
  expect(inLine('桂园路灯不亮，晚上看不见。')).toBe('桂园路灯不亮，晚上看不见。')
})
