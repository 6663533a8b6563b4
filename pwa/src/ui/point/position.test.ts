import { expect, it, vi } from 'vitest'
import { position } from './position.ts'

type Ask = Geolocation['getCurrentPosition']

const phone = (getCurrentPosition: Ask) => vi.stubGlobal('navigator', { geolocation: { getCurrentPosition } })

it('finds where somebody stands, to a metre', async () => {
  phone((found) =>
    found({ coords: { longitude: 112.981384, latitude: 28.194086, accuracy: 8 } } as GeolocationPosition),
  )
  expect(await position()).toEqual({ is: 'found', lon: 112.98138, lat: 28.19409, accuracyM: 8 })
})

it('tells no from not now', async () => {
  const refusing = (code: number) =>
    phone((_, refused) => refused?.({ code, PERMISSION_DENIED: 1 } as GeolocationPositionError))
  refusing(1)
  expect(await position()).toEqual({ is: 'refused' })
  refusing(3)
  expect(await position()).toEqual({ is: 'unavailable' })
  vi.stubGlobal('navigator', {})
  expect(await position()).toEqual({ is: 'unavailable' })
})
