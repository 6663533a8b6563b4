import { zhCNDocuments } from './zh-CN.documents.ts'
import { zhCNRecords } from './zh-CN.records.ts'
import { zhCNScanning } from './zh-CN.scanning.ts'
import { zhCNServing } from './zh-CN.serving.ts'
import { zhCNSupervising } from './zh-CN.supervising.ts'
import { zhCNVolunteering } from './zh-CN.volunteering.ts'

/** The sentences of volunteering. */
export const zhCNHelping = {
  ...zhCNVolunteering,
  ...zhCNScanning,
  ...zhCNServing,
  ...zhCNSupervising,
  ...zhCNRecords,
  ...zhCNDocuments,
}
