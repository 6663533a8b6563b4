import { zhCNAccount } from './zh-CN.account.ts'
import { zhCNDesk } from './zh-CN.desk.ts'

/** The sentences of accounts and of work. */
export const zhCNPeople = { ...zhCNAccount, ...zhCNDesk }
