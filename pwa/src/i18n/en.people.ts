import type { Everywhere, Same } from './catalogue.ts'
import { enAccount } from './en.account.ts'
import { enAcross } from './en.across.ts'
import { enConsultations } from './en.consultations.ts'
import { enFeedback } from './en.feedback.ts'
import { enKeeping } from './en.keeping.ts'
import { enNotices } from './en.notices.ts'
import { enReports } from './en.reports.ts'
import type { zhCNPeople } from './zh-CN.people.ts'

const common: Same<typeof zhCNPeople> = {
  ...enAccount,
  ...enConsultations,
  ...enFeedback,
  ...enKeeping,
  ...enNotices,
  ...enReports,
  ...enAcross,
}

/** All of them, in pieces that a phone keeps. */
export async function enPeople(): Promise<Everywhere> {
  const [{ enHelping }, { enOffices }, { enPlaces }] = await Promise.all([
    import('./en.helping.ts'),
    import('./en.offices.ts'),
    import('./en.places.ts'),
  ])
  return { ...common, ...enHelping, ...enOffices, ...enPlaces }
}
