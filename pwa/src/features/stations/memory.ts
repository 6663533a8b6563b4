/** The packs that are held, opened: what queries read. */

import type { LiveHalf, PackEntry } from '../../store/halves.ts'
import { type HeldFiles, heldFile, readHeld } from '../../store/held.ts'
import type { DaysFile, OfferedPack, PlacesFile } from '../../store/wire.ts'
import { openPack, type Pack } from './rules/pack.ts'
import type { Service, SpecialDays } from './types.ts'

/** Of days that no table covers nobody knows what they are: here that is all of them. */
const NO_DAYS: SpecialDays = { from: '9999-12-31', through: '0001-01-01', days: {} }

export interface Memory {
  service: Service | null
  days: SpecialDays
  /** All prefectures that there are, held or not; none until the server named them. */
  offered: OfferedPack[]
  /** The live half as it came, which the pack leaves out while it fits no slow half. */
  held: { entry: PackEntry; live: LiveHalf; pack: Pack }[]
  /** What the phone holds besides and nobody has read yet. */
  unread: PackEntry[]
  places: { path: string; file: PlacesFile } | null
}

export const memory: Memory = {
  service: null,
  days: NO_DAYS,
  offered: [],
  held: [],
  unread: [],
  places: null,
}

let indexText = ''
let daysPath = ''

/** Reads what is held and not in memory yet, of all prefectures or of those that are `wanted`. */
export async function remember(wanted?: (entry: PackEntry) => boolean): Promise<void> {
  const before = new Map(memory.held.map((one) => [one.entry.division, one]))
  const files = await readHeld(new Map(memory.held.map(({ entry }) => [entry.division, entry])), wanted)
  takeFiles(files)
  memory.held = files.packs.flatMap(({ entry, ...halves }) => {
    const mine = before.get(entry.division)
    if (mine && !halves.slow && !halves.live) return [{ ...mine, entry }]
    const slow = halves.slow ?? mine?.pack.slow
    const live = halves.live ?? mine?.live
    return slow && live ? [{ entry, live, pack: openPack(entry, slow, live) }] : []
  })
  const read = new Set(memory.held.map(({ entry }) => entry.division))
  memory.unread = files.packs.map(({ entry }) => entry).filter(({ division }) => !read.has(division))
}

/** Reads the places, which only search and a rider far from every station need. */
export async function rememberPlaces(): Promise<void> {
  const kept = await heldFile('places')
  if (kept === null || kept.path === memory.places?.path) return
  memory.places = { path: kept.path, file: JSON.parse(kept.text) as PlacesFile }
}

function takeFiles({ index, days, offered }: HeldFiles): void {
  if (offered) memory.offered = JSON.parse(offered.text) as OfferedPack[]
  if (index && index.text !== indexText) {
    indexText = index.text
    memory.service = JSON.parse(index.text) as Service
  }
  if (days && days.path !== daysPath) {
    daysPath = days.path
    const file = JSON.parse(days.text) as DaysFile
    const kinds = Object.entries(file.days).map(([date, [kind]]) => [date, kind] as const)
    memory.days = { from: file.from, through: file.through, days: Object.fromEntries(kinds) }
  }
}
