/** A point in words, as far as it was said: of a record only what became otherwise. */
import { m } from '../../../i18n/more.ts'
import { p } from '../../../i18n/places.ts'

export function pointWords({ lat, lon }: { lat?: unknown; lon?: unknown }): string {
  const said = [
    ...(typeof lat === 'number' ? [p('latWords', lat.toFixed(5))] : []),
    ...(typeof lon === 'number' ? [p('lonWords', lon.toFixed(5))] : []),
  ]
  return said.join(m('comma'))
}
