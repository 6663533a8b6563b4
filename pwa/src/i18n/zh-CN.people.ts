import { zhCNAccount } from './zh-CN.account.ts'
import { zhCNDesk } from './zh-CN.desk.ts'
import { zhCNFeedback } from './zh-CN.feedback.ts'
import { zhCNReports } from './zh-CN.reports.ts'
import { zhCNSceneDesk } from './zh-CN.sceneDesk.ts'
import { zhCNStationDesk } from './zh-CN.stationDesk.ts'

/** The sentences of accounts and of work. */
export const zhCNPeople = {
  ...zhCNAccount,
  ...zhCNDesk,
  ...zhCNFeedback,
  ...zhCNReports,
  ...zhCNStationDesk,
  ...zhCNSceneDesk,
}
