import type { Same } from './catalogue.ts'
import { enDocuments } from './en.documents.ts'
import { enRecords } from './en.records.ts'
import { enScanning } from './en.scanning.ts'
import { enServing } from './en.serving.ts'
import { enSupervising } from './en.supervising.ts'
import { enVolunteering } from './en.volunteering.ts'
import type { zhCNHelping } from './zh-CN.helping.ts'

export const enHelping: Same<typeof zhCNHelping> = {
  ...enVolunteering,
  ...enScanning,
  ...enServing,
  ...enSupervising,
  ...enRecords,
  ...enDocuments,
}
