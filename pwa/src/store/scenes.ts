/** How to get into the places around: one small file a prefecture, fetched after everything else and kept. */
import { parse } from './checks.ts'
import { fetchText } from './fetching.ts'
import { heldEntries, heldFile, keepFile } from './held.ts'
import type { OfferedPack, PublishedHours, PublishedName } from './wire.ts'

export interface PublishedPart {
  name: string
  spot?: { lon: number; lat: number }
  note?: string
  hours?: PublishedHours
}

export interface PublishedDoor extends PublishedPart {
  vehicles?: string[]
  passBy?: string
  codes?: string[]
}

export interface PublishedScene {
  id: string
  name: string
  kind: string
  lon: number
  lat: number
  address?: string
  street: string
  county: string
  pinyin: string
  initials: string
  responsible: string
  gatePhone?: string
  gateWords?: string
  entrances?: PublishedDoor[]
  parking?: (PublishedPart & { capacity?: number; minutes?: number })[]
  pickup?: PublishedPart[]
  lift?: string
  basement?: string
  guide?: { words: string; picture: string | null }
  power?: (PublishedPart & { swap?: boolean; sockets?: number })[]
  toilets?: (PublishedPart & { bays?: number })[]
  meals?: (PublishedPart & { priceYuan?: number; proof?: string })[]
  lodging?: (PublishedPart & { priceYuan?: number; beds?: number; contact?: string })[]
  verifiedAt: string | null
  verifiedBy: string | null
}

export interface ScenesFile {
  v: 1
  division: string
  kinds: PublishedName[]
  scenes: PublishedScene[]
}

export interface HeldScenes {
  file: ScenesFile
  /** When it was last known to be the newest, in epoch milliseconds; null in what was kept before that was noted. */
  newestAt: number | null
}

/** The scenes of every prefecture that is held, with the age of each file. */
export async function heldScenes(): Promise<HeldScenes[]> {
  const { packs, at } = await offeredNow()
  const found = await Promise.all(
    (await heldEntries()).map(async ({ division }) => {
      const kept = await heldFile(`scenes ${division}`)
      if (!kept?.text) return []
      // The last look at the index still named this very file.
      const isNewest = packs.find((one) => one.division === division)?.scenes?.path === kept.path
      const newestAt = (isNewest ? at : undefined) ?? kept.newestAt ?? null
      return [{ file: JSON.parse(kept.text) as ScenesFile, newestAt }]
    }),
  )
  return found.flat()
}

/** What the last look at the index offered, and when that was. */
async function offeredNow(): Promise<{ packs: OfferedPack[]; at: number | undefined }> {
  const kept = await heldFile('offered')
  return { packs: kept ? (JSON.parse(kept.text) as OfferedPack[]) : [], at: kept?.newestAt }
}

/**
 * Fetches what the last look at the index named and is not held yet, of the prefectures that are held.
 * True when something is new. A file that does not come keeps no other from coming; what had come stays.
 */
export async function fetchScenes(): Promise<boolean> {
  const { packs, at } = await offeredNow()
  let changed = false
  for (const { division } of await heldEntries()) {
    const file = packs.find((one) => one.division === division)?.scenes
    const name = `scenes ${division}` as const
    const mine = await heldFile(name)
    if ((mine?.path ?? '') === (file?.path ?? '')) continue
    // A prefecture whose last scene has closed has none to show.
    let text = ''
    if (file) {
      if (file.path !== `${division.replace('nbs:', '')}.scenes.${file.hash}.json`) continue
      text = (await fetchText(file.path).catch(() => null)) ?? ''
      if (!isScenes(parse(text), division)) continue
    }
    await keepFile(name, { path: file?.path ?? '', text, ...(at !== undefined && { newestAt: at }) })
    changed = true
  }
  return changed
}

function isScenes(file: unknown, division: string): file is ScenesFile {
  const { v, division: whose, kinds, scenes } = (file ?? {}) as Partial<ScenesFile>
  return (
    v === 1 && whose === division && Array.isArray(kinds) && Array.isArray(scenes) && scenes.every(isScene)
  )
}

/** What a page reads without asking first; the rest is shown only where it is there. */
function isScene(scene: unknown): scene is PublishedScene {
  const { id, name, kind, lon, lat, street, county, pinyin, initials, responsible } = (scene ??
    {}) as Partial<PublishedScene>
  return (
    [id, name, kind, street, county, pinyin, initials, responsible].every(
      (text) => typeof text === 'string',
    ) &&
    Number.isFinite(lon) &&
    Number.isFinite(lat)
  )
}
