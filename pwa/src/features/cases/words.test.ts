import { expect, it } from 'vitest'
import { shortly } from './words.ts'

it.each([
  ['上个月的高温补贴没有发。', '上个月的高温补贴没有发。'],
  ['取餐的地方不让停车，停一下就贴单。', '取餐的地方不让停车…'],
  // What comes before the first pause says too little, or there is none.
  ['天马，合租屋热水器坏了半个月没有人修', '天马，合租屋热水器坏了半个月没…'],
  ['天马这边合租屋热水器坏了半个月没有人修', '天马这边合租屋热水器坏了半个月…'],
])('has room in a list for whole phrases of “%s”', (words, shown) => {
  expect(shortly(words)).toBe(shown)
})
