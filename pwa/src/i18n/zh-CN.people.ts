import { zhCNAccount } from './zh-CN.account.ts'
import { zhCNAcross } from './zh-CN.across.ts'
import { zhCNConsultations } from './zh-CN.consultations.ts'
import { zhCNFeedback } from './zh-CN.feedback.ts'
import { zhCNKeeping } from './zh-CN.keeping.ts'
import { zhCNNotices } from './zh-CN.notices.ts'
import { zhCNReports } from './zh-CN.reports.ts'

/** The sentences of accounts, and what several areas say. */
export const zhCNPeople = {
  ...zhCNAccount,
  ...zhCNConsultations,
  ...zhCNFeedback,
  ...zhCNKeeping,
  ...zhCNNotices,
  ...zhCNReports,
  ...zhCNAcross,
}
