import { expect, it } from 'vitest'
import vectors from '../../../../static/vectors/documents.json'
import { isTheirs, readToken, secretBehind, tokenIn } from './token.ts'

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

it.each(vectors.who)('tells whose it is however it is copied: $name $idNumber', async (one) => {
  const read = await readToken(one.token, vectors.key)
  if (!('claims' in read)) throw new Error(read.fault)
  expect(await isTheirs(read.claims, one.secret, one.name, one.idNumber)).toBe(one.fits)
  expect(await isTheirs(read.claims, '', one.name, one.idNumber)).toBe(false)
})

it('finds the secret of the code on paper behind the token, and none in any other', () => {
  const token = vectors.cases[0]?.token ?? ''
  expect(secretBehind(`https://xiangyi.example/check#${token}~4QX7ZK2M9B`)).toBe('4QX7ZK2M9B')
  expect(tokenIn(`https://xiangyi.example/check#${token}~4QX7ZK2M9B`)).toBe(`${token}~4QX7ZK2M9B`)
  expect(secretBehind(token)).toBe('')
})
