import type { Same } from './catalogue.ts'
import { enAccount } from './en.account.ts'
import { enAudit } from './en.audit.ts'
import { enConsultations } from './en.consultations.ts'
import { enConvening } from './en.convening.ts'
import { enDesk } from './en.desk.ts'
import { enDocuments } from './en.documents.ts'
import { enFeedback } from './en.feedback.ts'
import { enHours } from './en.hours.ts'
import { enKeeping } from './en.keeping.ts'
import { enLists } from './en.lists.ts'
import { enNotices } from './en.notices.ts'
import { enOversight } from './en.oversight.ts'
import { enRecords } from './en.records.ts'
import { enReports } from './en.reports.ts'
import { enScanning } from './en.scanning.ts'
import { enSceneDesk } from './en.sceneDesk.ts'
import { enServing } from './en.serving.ts'
import { enStationDesk } from './en.stationDesk.ts'
import { enSupervising } from './en.supervising.ts'
import { enVolunteering } from './en.volunteering.ts'
import type { zhCNPeople } from './zh-CN.people.ts'

export const enPeople: Same<typeof zhCNPeople> = {
  ...enAccount,
  ...enAudit,
  ...enDesk,
  ...enConsultations,
  ...enConvening,
  ...enFeedback,
  ...enKeeping,
  ...enLists,
  ...enOversight,
  ...enReports,
  ...enStationDesk,
  ...enHours,
  ...enSceneDesk,
  ...enNotices,
  ...enVolunteering,
  ...enScanning,
  ...enServing,
  ...enSupervising,
  ...enDocuments,
  ...enRecords,
}
