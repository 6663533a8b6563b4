/** The words of the desks of stations, with those of accounts. */
import { saying } from './saying.ts'
import { zhCNPeople } from './zh-CN.people.ts'
import { zhCNPlaces } from './zh-CN.places.ts'

export const p = saying({ ...zhCNPeople, ...zhCNPlaces })
