import type { Same } from './catalogue.ts'
import { enAudit } from './en.audit.ts'
import { enConvening } from './en.convening.ts'
import { enDesk } from './en.desk.ts'
import type { zhCNOffices } from './zh-CN.offices.ts'

export const enOffices: Same<typeof zhCNOffices> = {
  ...enDesk,
  ...enAudit,
  ...enConvening,
}
