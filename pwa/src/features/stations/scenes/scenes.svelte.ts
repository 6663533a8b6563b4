/** The scenes on this phone, as the screens follow them: read once, renewed after the stations were. */
import { call } from '../../../api/client.ts'
import { heldEntries } from '../../../store/held.ts'
import { metresToBox, NEAR_M } from '../../../store/near.ts'
import { keepPictures as keepAlbum } from '../../../store/pictures.ts'
import { fetchScenes, heldScenes, type ScenesFile } from '../../../store/scenes.ts'
import { isFrugal } from '../rest.ts'
import { metres } from '../rules/distance.ts'
import { terms } from '../rules/searching.ts'
import type { Here } from '../types.ts'
import { here, lastPlace } from '../where.svelte.ts'
import { fitOf, ofCard, type Scene, shaped } from './shape.ts'

export const scenes = $state({
  /** Null until what is held was read. */
  all: null as Scene[] | null,
})

/** Takes what is held into memory. */
export async function read(): Promise<void> {
  const files = await heldScenes().catch(() => [])
  scenes.all = files.flatMap(({ file, newestAt }) => {
    const knownAt = newestAt === null ? null : new Date(newestAt)
    return file.scenes.map((scene) => ({ ...shaped(scene, file.kinds), knownAt }))
  })
}

/** Fetches what is new of them; without a network what is held stays. Even where nothing changed it is younger now. */
export async function renew(): Promise<void> {
  await fetchScenes().catch(() => false)
  await read()
  await keepPictures().catch(() => undefined)
}

/**
 * Whoever stands at a gate without a network finds the way by the picture as well. All of a prefecture are fetched:
 * which of them are near here is nobody's business.
 */
async function keepPictures(): Promise<void> {
  const files = (await heldScenes()).map(({ file }) => file)
  const position = here() ?? lastPlace()
  const near = (await heldEntries()).filter(({ box }) => position && metresToBox(position, box) <= NEAR_M)
  const around = files.filter((file) => near.some(({ division }) => division === file.division))
  await keepAlbum('guides', picturesOf(files), isFrugal() ? [] : picturesOf(around))
}

const picturesOf = (files: ScenesFile[]) =>
  files.flatMap(({ scenes }) => scenes.flatMap(({ guide }) => guide?.picture ?? []))

/** A scene that this phone does not hold, from the server. */
export async function ask(id: string) {
  const reply = await call('get', '/api/scenes/{scene_id}', { path: { scene_id: id } })
  return reply.is === 'done' ? { is: 'done' as const, value: ofCard(reply.value) } : reply
}

export interface Near {
  scene: Scene
  /** Null where nobody knows where the person is. */
  distanceM: number | null
  /** How well it fits what was typed. */
  fit: number
}

/** Those that fit what was typed, the nearest first; within so many metres, where that is asked for. */
export function near(
  all: Scene[],
  here: Pick<Here, 'lon' | 'lat'> | null,
  typed = '',
  withinM = Infinity,
): Near[] {
  const wanted = terms(typed)
  return all
    .flatMap((scene): Near[] => {
      const fit = wanted.length > 0 ? fitOf(scene, wanted) : 0
      return fit === null ? [] : [{ scene, distanceM: here && metres(here, scene), fit }]
    })
    .filter((one) => (one.distanceM ?? 0) <= withinM)
    .sort((one, other) => one.fit - other.fit || (one.distanceM ?? 0) - (other.distanceM ?? 0))
}
