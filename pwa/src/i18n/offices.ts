/** The words of the other desks, with those of accounts. */
import { saying } from './saying.ts'
import { zhCNOffices } from './zh-CN.offices.ts'
import { zhCNPeople } from './zh-CN.people.ts'

export const p = saying({ ...zhCNPeople, ...zhCNOffices })
