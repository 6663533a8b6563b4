import { expect, it } from 'vitest'
import { stepsOf, today, unwritten } from './steps.ts'
import type { Claim, Presence, SignUp } from './types.ts'

const at = (text: string) => new Date(`2026-11-${text}:00+08:00`)
const signUp = (shift: string, from: string, to: string, state = 'signed') =>
  ({
    shift,
    startsAt: at(from).toISOString(),
    endsAt: at(to).toISOString(),
    cancelled: false,
    mine: { state },
  }) as SignUp
const stay = (state: Presence['state'], leftAt: string | null = null) =>
  ({ id: 'p', shift: 'one', state, leftAt }) as Presence

const ONE = signUp('one', '26T09:00', '26T11:00')
const told = (now: string, ...presences: Presence[]) =>
  stepsOf(ONE, presences, at(now)).map(({ name, is }) => `${name} ${is}`)

it('says that it is time to scan in from half an hour before until the end', () => {
  expect(told('26T08:00')).toEqual(['stepSigned done', 'stepIn ahead', 'stepOut ahead', 'stepLedger ahead'])
  expect(told('26T08:30')[1]).toBe('stepInNow now')
  expect(told('26T10:59')[1]).toBe('stepInNow now')
  expect(told('26T11:00')[1]).toBe('stepInMissed missed')
})

it('asks whoever is in to scan out once it is over, and says when that was missed', () => {
  expect(told('26T10:00', stay('open')).slice(1, 3)).toEqual(['stepInDone done', 'stepOut ahead'])
  expect(told('26T11:00', stay('open'))[2]).toBe('stepOutNow now')
  expect(told('26T12:00', stay('open'))[2]).toBe('stepOutMissed missed')
})

it('asks whoever was in before the shift was moved to scan in again', () => {
  expect(told('26T08:40', stay('short', '2026-11-26T00:35:00Z'))[1]).toBe('stepInNow now')
})

it('says what came of it in the ledger', () => {
  const last = (state: Presence['state']) => told('26T12:00', stay(state, '2026-11-26T03:00:00Z'))[3]
  expect(last('counted')).toBe('stepLedgerDone done')
  expect(last('host')).toBe('stepLedgerWaits now')
  expect(last('short')).toBe('stepLedgerShort missed')
  expect(last('refused')).toBe('stepLedgerRefused missed')
})

it('shows the seats of today, the earliest first, and no place in a line', () => {
  const served = {
    signUps: [
      signUp('tomorrow', '27T09:00', '27T11:00'),
      signUp('later', '26T15:00', '26T17:00'),
      signUp('line', '26T14:00', '26T15:00', 'waiting'),
      ONE,
    ],
  }
  expect(today(served as never, at('26T12:00')).map(({ shift }) => shift)).toEqual(['one', 'later'])
})

it('lets hours be claimed of what is over and stands nowhere, for thirty days', () => {
  const of = (now: string, presences: Presence[] = [], claims: Partial<Claim>[] = []) =>
    unwritten({ signUps: [ONE], presences, claims } as never, at(now)).length
  expect(of('26T10:59')).toBe(0)
  expect(of('26T11:00')).toBe(1)
  expect(of('26T12:00', [stay('open')])).toBe(1)
  expect(of('26T12:00', [stay('counted')])).toBe(0)
  expect(of('26T12:00', [], [{ shift: 'one', state: 'waiting' }])).toBe(0)
  expect(of('26T12:00', [], [{ shift: 'one', state: 'refused' }])).toBe(1)
  expect(unwritten({ signUps: [ONE], presences: [], claims: [] } as never, new Date('2026-12-27'))).toEqual(
    [],
  )
})
