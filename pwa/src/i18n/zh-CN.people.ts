import { zhCNAccount } from './zh-CN.account.ts'
import { zhCNAudit } from './zh-CN.audit.ts'
import { zhCNConsultations } from './zh-CN.consultations.ts'
import { zhCNConvening } from './zh-CN.convening.ts'
import { zhCNDesk } from './zh-CN.desk.ts'
import { zhCNDocuments } from './zh-CN.documents.ts'
import { zhCNFeedback } from './zh-CN.feedback.ts'
import { zhCNHours } from './zh-CN.hours.ts'
import { zhCNKeeping } from './zh-CN.keeping.ts'
import { zhCNLists } from './zh-CN.lists.ts'
import { zhCNNotices } from './zh-CN.notices.ts'
import { zhCNOversight } from './zh-CN.oversight.ts'
import { zhCNRecords } from './zh-CN.records.ts'
import { zhCNReports } from './zh-CN.reports.ts'
import { zhCNScanning } from './zh-CN.scanning.ts'
import { zhCNSceneDesk } from './zh-CN.sceneDesk.ts'
import { zhCNServing } from './zh-CN.serving.ts'
import { zhCNStationDesk } from './zh-CN.stationDesk.ts'
import { zhCNSupervising } from './zh-CN.supervising.ts'
import { zhCNVolunteering } from './zh-CN.volunteering.ts'

/** The sentences of accounts and of work. */
export const zhCNPeople = {
  ...zhCNAccount,
  ...zhCNAudit,
  ...zhCNDesk,
  ...zhCNConsultations,
  ...zhCNConvening,
  ...zhCNFeedback,
  ...zhCNKeeping,
  ...zhCNLists,
  ...zhCNOversight,
  ...zhCNReports,
  ...zhCNStationDesk,
  ...zhCNHours,
  ...zhCNSceneDesk,
  ...zhCNNotices,
  ...zhCNVolunteering,
  ...zhCNScanning,
  ...zhCNServing,
  ...zhCNSupervising,
  ...zhCNDocuments,
  ...zhCNRecords,
}
