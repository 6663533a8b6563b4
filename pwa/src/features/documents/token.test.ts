import { expect, it } from 'vitest'
import vectors from '../../../../static/vectors/documents.json'
import { readToken, tokenIn } from './token.ts'

it.each(vectors.cases)('reads what the server signed: $name', async ({ token, claims }) => {
  expect(await readToken(token, vectors.key)).toEqual({ claims })
})

it.each(vectors.refused)('refuses by name: $name', async ({ token, fault }) => {
  expect(await readToken(token, vectors.key)).toEqual({ fault })
})

it('finds the token behind an address, with whatever was copied around it', () => {
  const token = vectors.cases[0]?.token ?? ''
  for (const text of [token, ` https://xiangyi.example/check#${token}\n`]) expect(tokenIn(text)).toBe(token)
})
