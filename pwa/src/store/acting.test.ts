import { beforeEach, expect, it, vi } from 'vitest'
import { stubStorage } from './makers.ts'
import { LI } from './sessionMaker.ts'

const GRANDMA = { account: '0b7c0000-0000-4000-8000-0000000000aa', by: LI.id, name: '王**' }

type Module = typeof import('./acting.ts') & { become: typeof import('./who.ts').become }

let kept: Map<string, string>

/** The tab as it opens, on what an earlier page of it left. */
async function opened(): Promise<Module> {
  vi.resetModules()
  return { ...(await import('./acting.ts')), become: (await import('./who.ts')).become }
}

beforeEach(() => {
  kept = stubStorage()
  vi.stubGlobal('sessionStorage', localStorage)
})

it('goes on in the same tab after a reload, until the clerk stops', async () => {
  const tab = await opened()
  tab.become({ is: 'in', me: LI })
  tab.actFor(GRANDMA)
  const again = await opened()
  expect(again.acting()).toEqual(GRANDMA)
  again.actFor(null)
  expect((await opened()).acting()).toBeNull()
})

it('ends with the sign-in of the clerk, and is nobody else’s', async () => {
  const tab = await opened()
  tab.become({ is: 'in', me: LI })
  tab.actFor(GRANDMA)
  tab.become({ is: 'ended', me: LI, why: 'idle' })
  expect(tab.acting()).toBeNull()
  tab.become({ is: 'in', me: { ...LI, id: 'somebody else' } })
  expect(tab.acting()).toBeNull()
})

it('ends by itself once the server lets nobody act for them, and says for whom', async () => {
  const tab = await opened()
  tab.become({ is: 'in', me: LI })
  tab.actFor(GRANDMA)
  tab.actingRefused('somebody else')
  expect(tab.acting()).toEqual(GRANDMA)
  tab.actingRefused(GRANDMA.account)
  expect([tab.acting(), tab.actingOver()]).toEqual([null, GRANDMA.name])
  tab.actFor(null)
  expect(tab.actingOver()).toBeNull()
})

it.each(['{', '7', '{"account":1}'])('does not stumble over %j', async (stored) => {
  kept.set('xiangyi.acting', stored)
  expect((await opened()).acting()).toBeNull()
})
