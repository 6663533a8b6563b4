import { describe, expect, it } from 'vitest'
import { onlyMatch } from './profile.ts'

const isle = { key: 'nbs:430104003000', name: '桔子洲街道' }

describe('a home that was typed and not chosen', () => {
  it('is taken where it can mean only one place', () => {
    expect(onlyMatch([isle])).toBe(isle)
  })

  it('is asked about where it may mean several or none', () => {
    expect(onlyMatch([isle, { key: 'nbs:430104004000', name: '橘子园街道' }])).toBeNull()
    expect(onlyMatch([])).toBeNull()
  })
})
