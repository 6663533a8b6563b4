import { describe, expect, it } from 'vitest'
import { gradeSpelt, isSyllable, SPELT, spell, splitPinyin } from './spelling.ts'

const READINGS = new Map(
  Object.entries({ 五: 'wu', 一: 'yi', 广: 'guang', 场: 'chang', 长: 'chang zhang', 沙: 'sha' }).map(
    ([character, ways]) => [character, ways.split(' ')],
  ),
)
const SQUARE = spell('五一广场', READINGS)

describe('a name in pinyin', () => {
  it.each([
    ['wuyiguangchang', SPELT.whole],
    ['wuyi', SPELT.start],
    ['wuyigu', SPELT.startLoosely],
    ['wygc', SPELT.startLoosely],
    ['wuyigc', SPELT.startLoosely],
    ['wyguangch', SPELT.startLoosely],
    ['guangchang', SPELT.inside],
    ['gc', SPELT.insideLoosely],
    ['gch', SPELT.insideLoosely],
    ['uyi', SPELT.not],
    ['wuyiguangchangx', SPELT.not],
  ])('五一广场 is meant by %s as well as %s', (typed, how) => {
    expect(gradeSpelt(SQUARE, typed)).toBe(how)
  })

  it('is found in every way in which a character is read', () => {
    const city = spell('长沙', READINGS)
    expect(['changsha', 'zhangsha', 'zhsh'].map((typed) => gradeSpelt(city, typed))).toEqual([
      SPELT.whole,
      SPELT.whole,
      SPELT.startLoosely,
    ])
  })

  it('keeps Latin letters and digits as they are', () => {
    expect(gradeSpelt(spell('k1五', READINGS), 'k1wu')).toBe(SPELT.whole)
  })
})

describe('pinyin without blanks', () => {
  it.each([
    ['xian', 'xa', 'xi an'],
    ['xian', 'x', 'xian'],
    ['fangan', 'fg', 'fan gan'],
    ['fangan', 'fa', 'fang an'],
    ['xiangxiangshi', 'xxs', 'xiang xiang shi'],
    ['lvkou', 'lk', 'lv kou'],
    ['di12zhongxue', 'd12zx', 'di 12 zhong xue'],
    ['kfcdian', 'kd', 'kfc dian'],
    ['changsha', 'zz', 'changsha'],
  ])('%s with the initials %s is %s', (pinyin, initials, parts) => {
    expect(splitPinyin(pinyin, initials).map(([one]) => one)).toEqual(parts.split(' '))
  })

  it('knows what is one syllable', () => {
    expect(['wu', 'xian', 'zhuang', 'er', 'wuyi', 'wyh', 'w'].map(isSyllable)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
