/** The pages with an address of one word that nobody opens first, and what stands behind its #. */
import type { Screen } from './routes.ts'

export type Plain = { name: 'reports' | 'benefits' | 'counter' } | { name: 'in' | 'check'; token: string }

/** Null where there is no such page. */
export function plainAt({ path, token }: Extract<Screen, { name: 'plain' }>): Plain | null {
  if (path === 'in' || path === 'check') return { name: path, token }
  return path === 'reports' || path === 'benefits' || path === 'counter' ? { name: path } : null
}
