import { expect, it } from 'vitest'
import type { Write } from '../../store/outbox.ts'
import { laidOver } from './answers.svelte.ts'
import { KIND, pathOf } from './commands.ts'

const ID = '0190aaaa-0000-7000-8000-000000000001'
const TOLD = {
  answer: 'coming',
  people: 1,
  delegate: '',
  answeredAt: '2026-11-23T00:00:00Z',
  outdated: true,
  view: '',
} as const

const write = (changes: Partial<Write>) =>
  ({
    id: 'w',
    kind: KIND,
    path: pathOf(ID),
    body: { answer: 'not_coming' },
    state: 'waiting',
    sentAt: null,
    ...changes,
  }) as Write

const shown = (writes: Write[], at = 1000, body: unknown = undefined) =>
  laidOver(writes, ID, TOLD, at, (one) => one.body ?? body)

it('shows what the server told where nothing else was said here', () => {
  expect(shown([])).toEqual({ said: TOLD, write: null, outdated: true })
  expect(shown([write({ path: pathOf('another') })])?.said).toBe(TOLD)
})

it('lays what waits in the outbox over it', () => {
  const waiting = write({})
  expect(shown([write({ body: { answer: 'sending', delegate: '王姐' } }), waiting])).toEqual({
    said: { answer: 'not_coming', people: 1, delegate: '' },
    write: waiting,
    outdated: false,
  })
})

it('goes on showing what was sent until the server has told again', () => {
  const sent = write({ state: 'sent', sentAt: 2000, body: null })
  expect(shown([sent], 1000, { answer: 'not_coming' })).toEqual({
    said: { answer: 'not_coming', people: 1, delegate: '' },
    write: null,
    outdated: false,
  })
  expect(shown([sent], 3000, { answer: 'not_coming' })?.said).toBe(TOLD)
})
