import { describe, expect, it } from 'vitest'
import { type Grant, mayConfirm, mayGrant } from '../../api/grants.ts'
import type { Me } from '../../store/who.ts'
import { proposedWords } from './grants.ts'

const me = { id: 'me', roles: [{ role: 'administrator' }] } as unknown as Me
const supervisor = { id: 'me', roles: [{ role: 'supervisor' }] } as unknown as Me
const pending = { state: 'pending', account: 'new', grantedBy: 'other', grantedByName: '黄*' } as Grant

it('lets administrators give and take roles, and supervisors only look', () => {
  expect([mayGrant(me), mayGrant(supervisor)]).toEqual([true, false])
})

describe('an administrator who waits for the second word', () => {
  it('is confirmed by another administrator, who reads who asked for it', () => {
    expect(mayConfirm(me, pending)).toBe(true)
    expect(proposedWords(me, pending)).toBe('黄*提出')
  })

  it('is not confirmed by who asked for it, by themselves, or by a supervisor', () => {
    const asked = { ...pending, grantedBy: 'me' }
    expect(mayConfirm(me, asked)).toBe(false)
    expect(proposedWords(me, asked)).toBe('您提出的，等另一位管理员确认')
    expect(mayConfirm(me, { ...pending, account: 'me' })).toBe(false)
    expect(mayConfirm(supervisor, pending)).toBe(false)
  })

  it('is not confirmed twice', () => {
    expect(mayConfirm(me, { ...pending, state: 'held' })).toBe(false)
  })
})
