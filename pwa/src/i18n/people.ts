/** The words of accounts and of what several areas say, apart so that whoever only looks for a station does not
 * carry them; each area of work has its own beside them, in a module of its name. */
import { saying } from './saying.ts'
import { zhCNPeople } from './zh-CN.people.ts'

export const p = saying(zhCNPeople)
