/** The words of volunteering, with those of accounts. */
import { saying } from './saying.ts'
import { zhCNHelping } from './zh-CN.helping.ts'
import { zhCNPeople } from './zh-CN.people.ts'

export const p = saying({ ...zhCNPeople, ...zhCNHelping })
