/** What the rider has set, in localStorage: the theme script in index.html reads it before anything is drawn. */

export interface Settings {
  theme: 'auto' | 'light' | 'dark' | 'sun'
  size: 'normal' | 'elder'
  language: 'zh-CN' | 'en'
  /** The last place, for a phone that cannot or may not say where it is; `chosen` by name, or found by the receiver. */
  place: { name: string; lon: number; lat: number; chosen?: boolean } | null
  mapApp: 'amap' | 'baidu' | 'tencent' | null
  travel: 'ride' | 'walk' | 'drive'
  /** The offer to install was made once and is not repeated. */
  installAsked: boolean
}

export const SETTINGS_KEY = 'xiangyi.settings'

/** What a new phone starts with. */
const defaults = (): Settings => ({
  theme: 'auto',
  size: 'normal',
  language: /^zh/i.test(navigator.language) ? 'zh-CN' : 'en',
  place: null,
  mapApp: null,
  travel: 'ride',
  installAsked: false,
})

const CHOICES = {
  theme: ['auto', 'light', 'dark', 'sun'],
  size: ['normal', 'elder'],
  language: ['zh-CN', 'en'],
  mapApp: ['amap', 'baidu', 'tencent', null],
  travel: ['ride', 'walk', 'drive'],
  installAsked: [true, false],
} as const

type Listener = (settings: Settings) => void

const listeners = new Set<Listener>()
let current: Settings | null = null

/** The settings as they stand; the same object until one of them changes. */
export function get(): Settings {
  current ??= read()
  return current
}

export function set(patch: Partial<Settings>): Settings {
  current = { ...get(), ...patch }
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(current))
  } catch {
    // A full or forbidden storage: the setting still holds until the page is closed.
  }
  tell()
  return current
}

/** Calls `listener` after every change, made here or in another tab; returns how to stop. */
export function subscribe(listener: Listener): () => void {
  if (listeners.size === 0) globalThis.addEventListener?.('storage', hearOtherTabs)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) globalThis.removeEventListener?.('storage', hearOtherTabs)
  }
}

/** Back to what a new phone starts with. */
export function reset(): void {
  try {
    localStorage.removeItem(SETTINGS_KEY)
  } catch {
    // Nothing was stored where nothing can be.
  }
  current = defaults()
  tell()
}

function hearOtherTabs(event: StorageEvent): void {
  if (event.key !== SETTINGS_KEY && event.key !== null) return
  current = read()
  tell()
}

function tell(): void {
  for (const listener of listeners) listener(get())
}

function read(): Settings {
  try {
    return repair(JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? '{}'))
  } catch {
    return defaults()
  }
}

/** Keeps each stored value that makes sense, so that one broken value does not lose the others. */
function repair(stored: unknown): Settings {
  if (typeof stored !== 'object' || stored === null) return defaults()
  const found = stored as Record<string, unknown>
  const known = Object.entries(CHOICES).filter(([key, choices]) =>
    (choices as readonly unknown[]).includes(found[key]),
  )
  return {
    ...defaults(),
    ...Object.fromEntries(known.map(([key]) => [key, found[key]])),
    place: isPlace(found.place) ? found.place : null,
  }
}

function isPlace(value: unknown): value is NonNullable<Settings['place']> {
  if (typeof value !== 'object' || value === null) return false
  const place = value as Record<string, unknown>
  return typeof place.name === 'string' && Number.isFinite(place.lon) && Number.isFinite(place.lat)
}
