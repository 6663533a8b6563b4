import type { Same } from './catalogue.ts'
import { enAccount } from './en.account.ts'
import { enAcross } from './en.across.ts'
import { enConsultations } from './en.consultations.ts'
import { enFeedback } from './en.feedback.ts'
import { enKeeping } from './en.keeping.ts'
import { enNotices } from './en.notices.ts'
import { enReports } from './en.reports.ts'
import type { zhCNPeople } from './zh-CN.people.ts'

export const enPeople: Same<typeof zhCNPeople> = {
  ...enAccount,
  ...enConsultations,
  ...enFeedback,
  ...enKeeping,
  ...enNotices,
  ...enReports,
  ...enAcross,
}
