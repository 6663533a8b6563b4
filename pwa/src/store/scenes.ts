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

/** The scenes of every prefecture that is held. */
export async function heldScenes(): Promise<ScenesFile[]> {
  const entries = await heldEntries()
  const files = await Promise.all(entries.map(({ division }) => heldFile(`scenes ${division}`)))
  return files.flatMap((file) => (file?.text ? [JSON.parse(file.text) as ScenesFile] : []))
}

/**
 * Fetches what the last look at the index named and is not held yet, of the prefectures that are held.
 * True when something is new. Throws `Offline` without a network; what had come stays.
 */
export async function fetchScenes(): Promise<boolean> {
  const kept = await heldFile('offered')
  const offered = kept ? (JSON.parse(kept.text) as OfferedPack[]) : []
  let changed = false
  for (const { division } of await heldEntries()) {
    const file = offered.find((one) => one.division === division)?.scenes
    const name = `scenes ${division}` as const
    const mine = await heldFile(name)
    if ((mine?.path ?? '') === (file?.path ?? '')) continue
    // A prefecture whose last scene has closed has none to show.
    let text = ''
    if (file) {
      if (file.path !== `${division.replace('nbs:', '')}.scenes.${file.hash}.json`) continue
      text = (await fetchText(file.path)) ?? ''
      if (!isScenes(parse(text), division)) continue
    }
    await keepFile(name, { path: file?.path ?? '', text })
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
