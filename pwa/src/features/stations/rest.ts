/** The prefectures that no list needs yet: kept by the way, or because the person says so. */
import type { PackEntry } from '../../store/halves.ts'
import { dropPack, heldFile, keepFile } from '../../store/held.ts'
import type { Also } from '../../store/jobs.ts'
import { holding, refresh, reload, type Told } from './holding.svelte.ts'
import { update } from './upkeep.svelte.ts'
import { here } from './where.svelte.ts'

/** A person who looks around may ask for something that matters more. */
const CALM_MS = 6000
/** What lies far away need not be younger than this. */
const OLD_MS = 3 * 3_600_000
/** So often a wish is taken up again that news from around the rider overtook. */
const TRIES = 3

let timer: ReturnType<typeof setTimeout> | undefined

/** Fetches the rest when the phone is idle, unless its owner pays for every byte or waits for each. */
export function restLater(): void {
  clearTimeout(timer)
  // A few kilobytes for whoever stands at a gate without a network: no plan is too dear for them.
  setTimeout(() => void scenesToo(), CALM_MS)
  if (isFrugal()) return
  timer = setTimeout(() => {
    const idle = globalThis.requestIdleCallback ?? ((run: () => void) => run())
    idle(() => void restNow())
  }, CALM_MS)
}

/** Fetches the rest but what was dropped; false when something that matters more went before. */
export async function restNow(): Promise<boolean> {
  const dropped = await droppedOnes()
  if (holding.syncing) return false
  const isOld = ({ newestAt = 0 }: PackEntry) => Date.now() - newestAt > OLD_MS
  const told = await refresh(
    here(),
    (pack, entry) => (entry ? isOld(entry) : !dropped.has(pack.division)),
    true,
  )
  // Of a prefecture that has only now come, so do the places to get into.
  if (told.online && !told.overtaken) await scenesToo()
  return !told.overtaken
}

/** A piece that does not come is no harm: the next time is soon. */
async function scenesToo(): Promise<void> {
  await import('./scenes/scenes.svelte.ts').then(
    ({ renew }) => renew(),
    () => undefined,
  )
}

/** True where data is dear: the phone is told to save it, or the network is of the second generation. */
export function isFrugal(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } }
  return connection?.saveData === true || /2g/.test(connection?.effectiveType ?? '')
}

/** Brings all that is held up to date. */
export function renewHeld(): Promise<Told> {
  return untilThrough((_, entry) => entry !== undefined)
}

async function untilThrough(also: Also): Promise<Told> {
  for (let left = TRIES; ; left--) {
    const told = await update(also)
    if (!told.overtaken || left === 1) return told
  }
}

let before: Promise<unknown> = Promise.resolve()

/** Fetches these prefectures, and keeps them from now on. One wish waits for the one before it. */
export function store(divisions: string[]): Promise<Told> {
  const run = async () => {
    const wanted = new Set(divisions)
    await keepDropped([...(await droppedOnes())].filter((one) => !wanted.has(one)))
    return untilThrough((pack) => wanted.has(pack.division))
  }
  const mine = before.then(run)
  before = mine.catch(() => undefined)
  return mine
}

/** Lets a prefecture go, and fetches it no more unless its stations are near. */
export async function drop(division: string): Promise<void> {
  await keepDropped([...new Set([...(await droppedOnes()), division])])
  await dropPack(division)
  await reload()
}

async function droppedOnes(): Promise<Set<string>> {
  const kept = await heldFile('dropped').catch(() => null)
  return new Set(kept ? (JSON.parse(kept.text) as string[]) : [])
}

function keepDropped(divisions: string[]): Promise<void> {
  return keepFile('dropped', { path: '', text: JSON.stringify(divisions) })
}
