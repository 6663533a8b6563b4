/** The scenes on this phone, as the screens follow them: read once, renewed after the stations were. */
import { call } from '../../../api/client.ts'
import { heldScenes } from '../../../store/scenes.ts'
import { metres } from '../rules/distance.ts'
import type { Here } from '../types.ts'
import { fitOf, ofCard, type Scene, shaped } from './shape.ts'

export const scenes = $state({
  /** Null until what is held was read. */
  all: null as Scene[] | null,
  /** True once it was looked whether there is something newer. */
  tried: false,
})

/** Takes what is held into memory. */
export async function read(): Promise<void> {
  const files = await heldScenes().catch(() => [])
  scenes.all = files.flatMap((file) => file.scenes.map((scene) => shaped(scene, file.kinds)))
}

/** Fetches what is new of them; without a network what is held stays. */
export async function renew(): Promise<void> {
  const { fetchScenes } = await import('../../../store/scenes.ts')
  const changed = await fetchScenes().catch(() => false)
  scenes.tried = true
  if (changed || scenes.all === null) await read()
}

/** A scene that this phone does not hold, from the server. */
export async function ask(id: string) {
  const reply = await call('get', '/api/scenes/{scene_id}', { path: { scene_id: id } })
  return reply.is === 'done' ? { is: 'done' as const, value: ofCard(reply.value) } : reply
}

export interface Near {
  scene: Scene
  /** Null where nobody knows where the person is. */
  distanceM: number | null
}

/** Those that fit what was typed, the nearest first; within so many metres, where that is asked for. */
export function near(
  all: Scene[],
  here: Pick<Here, 'lon' | 'lat'> | null,
  typed = '',
  withinM = Infinity,
): Near[] {
  return all
    .map((scene) => ({
      scene,
      distanceM: here && metres(here, scene),
      fit: typed.trim() ? fitOf(scene, typed) : 0,
    }))
    .filter((one) => one.fit >= 0 && (one.distanceM ?? 0) <= withinM)
    .sort((one, other) => one.fit - other.fit || (one.distanceM ?? 0) - (other.distanceM ?? 0))
}
