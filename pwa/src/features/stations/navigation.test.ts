import gcoord from 'gcoord'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { links, openLink, thisSystem } from './navigation.ts'

/** A name that would break an address if it were not written with care. */
const PLACE = { name: '溁湾镇|工会,驿站&', lon: 112.9519, lat: 28.1972 }
const NAME = encodeURIComponent(PLACE.name)

function point(text: string | null): [number, number] {
  const found = /(\d+\.\d{6}),(\d+\.\d{6})/.exec(decodeURIComponent(text ?? ''))
  return [Number(found?.[1]), Number(found?.[2])]
}

describe('the datum', () => {
  it.each(['amap', 'tencent', 'baidu'] as const)('is the one that %s counts in', async (app) => {
    const { app: own, web } = await links(PLACE, app, 'walk', 'android')
    const datum = app === 'baidu' ? gcoord.BD09 : gcoord.GCJ02
    const [lon, lat] = gcoord.transform([PLACE.lon, PLACE.lat], gcoord.WGS84, datum)
    const both = app === 'amap' ? [web.replace(/.*to=/, '')] : [own, web]
    for (const address of both) {
      const [first, second] = point(address)
      const [x, y] = app === 'amap' ? [first, second] : [second, first]
      expect(x).toBeCloseTo(lon, 5)
      expect(y).toBeCloseTo(lat, 5)
    }
    if (app === 'baidu') expect(own).toContain('coord_type=bd09ll')
  })

  it('lies some hundred metres from that of the receiver', async () => {
    const { web } = await links(PLACE, 'amap', 'walk', 'android')
    const [lon, lat] = point(web)
    expect(Math.hypot((lon - PLACE.lon) * 98_000, (lat - PLACE.lat) * 111_000)).toBeGreaterThan(300)
  })
})

describe('the way of going', () => {
  it.each([
    [
      'amap',
      'android',
      'ride',
      /^amapuri:\/\/openFeature\?featureName=OnRideNavi&rideType=elebike&.*&dev=0$/,
      'mode=ride',
    ],
    ['amap', 'android', 'walk', /^amapuri:\/\/route\/plan\/\?.*&dev=0&t=2$/, 'mode=walk'],
    ['amap', 'android', 'drive', /^amapuri:\/\/route\/plan\/\?.*&dev=0&t=0$/, 'mode=car'],
    ['amap', 'ios', 'ride', /^iosamap:\/\/path\?.*&dev=0&t=3$/, 'mode=ride'],
    ['tencent', 'android', 'ride', /^qqmap:\/\/map\/routeplan\?type=bike&/, 'type=walk'],
    ['tencent', 'ios', 'drive', /^qqmap:\/\/map\/routeplan\?type=drive&/, 'type=drive'],
    ['baidu', 'android', 'ride', /^bdapp:\/\/map\/direction\?.*&mode=riding&src=andr\./, 'marker?'],
    ['baidu', 'ios', 'walk', /^baidumap:\/\/map\/direction\?.*&mode=walking&src=ios\./, 'marker?'],
  ] as const)('%s on %s: %s', async (app, os, mode, own, web) => {
    const link = await links(PLACE, app, mode, os)
    expect(link.app).toMatch(own)
    expect(link.web).toContain(web)
    expect(link.web).toContain(NAME)
  })

  it('is only the website where no app can be opened', async () => {
    expect(await links(PLACE, 'amap', 'ride', 'other')).toMatchObject({ app: null })
    expect(thisSystem('Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0')).toBe('other')
    expect(thisSystem('Mozilla/5.0 (Linux; Android 14) Chrome/120')).toBe('android')
    expect(thisSystem('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)')).toBe('ios')
    expect(thisSystem('Mozilla/5.0 (X11; Linux x86_64)')).toBe('other')
  })
})

describe('opening', () => {
  let went: string[]
  let page: EventTarget & { hidden: boolean }
  const link = { app: 'amapuri://there', web: 'https://uri.amap.com/there' }

  beforeEach(() => {
    vi.useFakeTimers()
    went = []
    page = Object.assign(new EventTarget(), { hidden: false })
    vi.stubGlobal('document', page)
    vi.stubGlobal('navigator', { onLine: true })
    vi.stubGlobal('location', {
      set href(address: string) {
        went.push(address)
      },
      assign: (address: string) => went.push(address),
    })
  })

  afterEach(() => vi.useRealTimers())

  it('leaves it at the app when the app comes up', async () => {
    const how = openLink(link)
    page.hidden = true
    page.dispatchEvent(new Event('visibilitychange'))
    expect(await how).toBe('app')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(went).toEqual([link.app])
  })

  it('goes to the website when no app comes up', async () => {
    const how = openLink(link)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(await how).toBe('web')
    expect(went).toEqual([link.app, link.web])
  })

  it('stays when only the website could help and there is no network', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    expect(await openLink({ ...link, app: null })).toBe('offline')
    expect(went).toEqual([])
  })
})
