import { zhCNAudit } from './zh-CN.audit.ts'
import { zhCNConvening } from './zh-CN.convening.ts'
import { zhCNDesk } from './zh-CN.desk.ts'

/** The sentences of the other desks. */
export const zhCNOffices = {
  ...zhCNDesk,
  ...zhCNAudit,
  ...zhCNConvening,
}
