import { expect, it } from 'vitest'
import vectors from '../../../../../static/vectors/codes.json'
import { codeOf, type Phase, readToken, STEP_MS, tokenIn } from './code.ts'

it.each(vectors.cases)('makes codes as the server does: $name', async (one) => {
  const { secret, shift, step, token, digits } = one
  const phase = one.phase as Phase
  expect(await codeOf(secret, shift, phase, step)).toEqual({ token, digits })
  expect(readToken(token)).toEqual({ shift, phase, shownAt: step * STEP_MS })
})

it('finds a token in what a camera read, and in nothing else', () => {
  const token = vectors.cases[0]?.token ?? ''
  expect(tokenIn(`https://xiangyi.example/in#${token}`)).toBe(token)
  for (const other of [token, 'https://xiangyi.example/in#', `https://xiangyi.example/in#${token}0`, 'WIFI:'])
    expect(tokenIn(other)).toBeNull()
  expect(readToken('short')).toBeNull()
})
