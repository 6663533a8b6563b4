/** With what the rider is on the way: the last choice holds on this phone. */
import { get } from '../../../store/settings.ts'
import { VEHICLES, type Vehicle } from './shape.ts'

const KEY = 'xiangyi.vehicle'
const BY_TRAVEL = { ride: 'ebike', walk: 'foot', drive: 'car' } as const

let chosen = $state<Vehicle | null>(null)

export function vehicle(): Vehicle {
  return chosen ?? kept() ?? BY_TRAVEL[get().travel]
}

export function ride(wanted: Vehicle): void {
  chosen = wanted
  try {
    localStorage.setItem(KEY, wanted)
  } catch {
    // It holds until the page is closed.
  }
}

function kept(): Vehicle | null {
  try {
    const text = localStorage.getItem(KEY)
    return VEHICLES.find((one) => one === text) ?? null
  } catch {
    return null
  }
}
