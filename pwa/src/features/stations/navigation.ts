/** Handing over to the rider's own map app, in its own datum; nothing of ours navigates. */

export type MapApp = 'amap' | 'baidu' | 'tencent'
export type Travel = 'ride' | 'walk' | 'drive'
export type System = 'android' | 'ios' | 'other'

export interface Link {
  /** The app's own address; null where no such app can be (a desktop, a page inside WeChat). */
  app: string | null
  /** The same on the map's website. */
  web: string
}

export interface Destination {
  name: string
  lon: number
  lat: number
}

const SOURCE = 'xiangyi'
/** A phone that has the app hides this page at once; one that has not leaves it standing. */
const APP_OPENS_MS = 1_500

/** Resolves to the way there; the datum tables are loaded by the first call. */
export async function links(
  place: Destination,
  app: MapApp,
  mode: Travel,
  os: System = thisSystem(),
): Promise<Link> {
  const { shifted } = await import('./datum.ts')
  const [lon, lat] = shifted(place, app === 'baidu' ? 'BD09' : 'GCJ02')
  const name = encodeURIComponent(place.name)
  const link = { amap, baidu, tencent }[app](lon, lat, name, mode, os)
  return os === 'other' ? { ...link, app: null } : link
}

/**
 * Opens the app, or the website where the app does not answer. 'offline' when only the website
 * could have helped and there is no network: the page stays, and says so.
 */
export function openLink({ app, web }: Link): Promise<'app' | 'web' | 'offline'> {
  if (app === null) return Promise.resolve(openWeb(web))
  return new Promise((resolve) => {
    const settle = (how: 'app' | 'web' | 'offline') => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', left)
      resolve(how)
    }
    const left = () => document.hidden && settle('app')
    const timer = setTimeout(() => settle(openWeb(web)), APP_OPENS_MS)
    document.addEventListener('visibilitychange', left)
    location.href = app
  })
}

export function thisSystem(agent: string = navigator.userAgent): System {
  // WeChat's browser opens no other app, so there the website is the way.
  if (/MicroMessenger/i.test(agent)) return 'other'
  if (/android/i.test(agent)) return 'android'
  return /iPhone|iPad|iPod/.test(agent) ? 'ios' : 'other'
}

function openWeb(web: string): 'web' | 'offline' {
  if (!navigator.onLine) return 'offline'
  location.assign(web)
  return 'web'
}

function amap(lon: string, lat: string, name: string, mode: Travel, os: System): Link {
  const kind = { drive: 0, walk: 2, ride: 3 }[mode]
  const route = `sourceApplication=${SOURCE}&dlat=${lat}&dlon=${lon}&dname=${name}&dev=0&t=${kind}`
  const ride = `amapuri://openFeature?featureName=OnRideNavi&rideType=elebike&sourceApplication=${SOURCE}&lat=${lat}&lon=${lon}&dev=0`
  const android = mode === 'ride' ? ride : `amapuri://route/plan/?${route}`
  const means = { drive: 'car', walk: 'walk', ride: 'ride' }[mode]
  return {
    app: os === 'ios' ? `iosamap://path?${route}` : android,
    web: `https://uri.amap.com/navigation?to=${lon},${lat},${name}&mode=${means}&src=${SOURCE}&coordinate=gaode&callnative=1`,
  }
}

function tencent(lon: string, lat: string, name: string, mode: Travel): Link {
  const means = { drive: 'drive', walk: 'walk', ride: 'bike' }[mode]
  const from = encodeURIComponent('我的位置')
  return {
    app: `qqmap://map/routeplan?type=${means}&from=${from}&fromcoord=CurrentLocation&to=${name}&tocoord=${lat},${lon}&referer=${SOURCE}`,
    // Its website plans no rides; on foot is the nearest to it.
    web: `https://apis.map.qq.com/uri/v1/routeplan?type=${mode === 'drive' ? 'drive' : 'walk'}&to=${name}&tocoord=${lat},${lon}&policy=0&referer=${SOURCE}`,
  }
}

function baidu(lon: string, lat: string, name: string, mode: Travel, os: System): Link {
  const means = { drive: 'driving', walk: 'walking', ride: 'riding' }[mode]
  const [scheme, source] = os === 'ios' ? ['baidumap', 'ios'] : ['bdapp', 'andr']
  const there = `name:${name}${encodeURIComponent(`|latlng:${lat},${lon}`)}`
  return {
    app: `${scheme}://map/direction?destination=${there}&coord_type=bd09ll&mode=${means}&src=${source}.${SOURCE}.app`,
    // Its website wants to know where one starts; the place alone does not give that away.
    web: `https://api.map.baidu.com/marker?location=${lat},${lon}&title=${name}&content=${name}&coord_type=bd09ll&output=html&src=webapp.${SOURCE}.app`,
  }
}
