import { beforeEach, describe, expect, it, vi } from 'vitest'
import { stubStorage } from './makers.ts'

const KEY = 'xiangyi.settings'
const NEW = {
  theme: 'auto',
  size: 'normal',
  language: 'zh-CN',
  place: null,
  mapApp: null,
  travel: 'ride',
  installAsked: false,
}

let settings: typeof import('./settings.ts')

/** A page that opens on what an earlier one left. */
async function opened(stored?: string, language = 'zh-CN'): Promise<Map<string, string>> {
  vi.stubGlobal('navigator', { language })
  const kept = stubStorage(stored === undefined ? {} : { [KEY]: stored })
  vi.resetModules()
  settings = await import('./settings.ts')
  return kept
}

describe('settings', () => {
  beforeEach(async () => void (await opened()))

  it('start with what fits most people', () => {
    expect(settings.get()).toEqual(NEW)
  })

  it('start in the browser’s language, Chinese or else English', async () => {
    for (const [browser, spoken] of [
      ['zh-TW', 'zh-CN'],
      ['ZH', 'zh-CN'],
      ['en-GB', 'en'],
      ['de', 'en'],
    ]) {
      await opened(undefined, browser)
      expect(settings.get().language).toBe(spoken)
    }
  })

  it('keep the language that was chosen, whatever the browser speaks', async () => {
    const kept = await opened(undefined, 'en-GB')
    settings.set({ language: 'zh-CN' })
    await opened(kept.get(KEY), 'en-GB')
    expect(settings.get().language).toBe('zh-CN')
  })

  it('are found again by the next page', async () => {
    const kept = await opened()
    settings.set({ theme: 'sun', place: { name: '五一广场', lon: 112.98, lat: 28.2 } })
    await opened(kept.get(KEY))
    expect(settings.get()).toEqual({
      ...NEW,
      theme: 'sun',
      place: { name: '五一广场', lon: 112.98, lat: 28.2 },
    })
  })

  it.each(['', '{', 'null', '[]', '7', '"dark"'])('do not stumble over %j', async (stored) => {
    await opened(stored)
    expect(settings.get()).toEqual(NEW)
  })

  it('keep what makes sense beside what does not', async () => {
    await opened(
      JSON.stringify({ theme: 'dark', size: 'huge', travel: 7, place: { name: '', lon: 'x' }, more: 1 }),
    )
    expect(settings.get()).toEqual({ ...NEW, theme: 'dark' })
  })

  it('hold for this page where nothing can be stored', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => null,
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
    settings.set({ size: 'elder' })
    expect(settings.get().size).toBe('elder')
  })

  it('tell who listens, until they stop', () => {
    const heard: string[] = []
    const stop = settings.subscribe((now) => heard.push(now.theme))
    settings.set({ theme: 'dark' })
    stop()
    settings.set({ theme: 'light' })
    expect(heard).toEqual(['dark'])
  })

  it('are those of another tab once it has changed them', async () => {
    const page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
    const kept = await opened()
    const heard: string[] = []
    settings.subscribe((now) => heard.push(now.theme))
    kept.set(KEY, JSON.stringify({ theme: 'sun' }))
    page.dispatchEvent(Object.assign(new Event('storage'), { key: 'another' }))
    expect(heard).toEqual([])
    page.dispatchEvent(Object.assign(new Event('storage'), { key: KEY }))
    expect(heard).toEqual(['sun'])
  })

  it('are forgotten when the rider clears this phone', async () => {
    const kept = await opened(JSON.stringify({ theme: 'dark' }))
    settings.reset()
    expect([settings.get(), kept.has(KEY)]).toEqual([NEW, false])
  })
})
