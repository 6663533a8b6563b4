import { describe, expect, it } from 'vitest'
import type { Me } from '../../../store/who.ts'
import { isFilledIn, mineOf } from './mine.ts'

const me: Me = {
  id: '3f2a91c0-0000-4000-8000-000000000000',
  phone: '138****0126',
  name: '小周',
  occupation: 'delivery',
  home: 'nbs:430104003000',
  homeName: '长沙市岳麓区桔子洲街道',
  language: null,
  size: null,
  bornOn: null,
  sex: null,
  skills: null,
  idNumber: '430***1238',
  guardian: 'not_needed',
  roles: [{ role: 'clerk', scopeKind: 'division', scopeId: 'nbs:430104003000', scopeName: '桔子洲街道' }],
  organisations: [],
  deletionDueAt: null,
  kept: 0,
  device: '3f2a91c0-0000-4000-8000-000000000001',
}

describe('what is kept of me', () => {
  it('shows my own words, and secrets only masked', () => {
    expect(
      ['name', 'phone', 'id_number', 'home', 'occupation', 'roles'].map((field) => mineOf(me, field)),
    ).toEqual([
      '小周',
      '138****0126',
      '430***1238',
      '长沙市岳麓区桔子洲街道',
      '外卖骑手',
      '代办员 桔子洲街道',
    ])
  })

  it('tells what I have not filled in from what only the export has', () => {
    expect(mineOf(me, 'born_on')).toBe('')
    expect(mineOf(me, 'memberships')).toBe('')
    expect(mineOf(me, 'devices')).toBeUndefined()
  })

  it('calls optional only what I write myself', () => {
    expect(['name', 'contact', 'roles', 'passkeys', 'answer'].map(isFilledIn)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
