import { zhCNHours } from './zh-CN.hours.ts'
import { zhCNLists } from './zh-CN.lists.ts'
import { zhCNOversight } from './zh-CN.oversight.ts'
import { zhCNSceneDesk } from './zh-CN.sceneDesk.ts'
import { zhCNStationDesk } from './zh-CN.stationDesk.ts'

/** The sentences of the desks of stations. */
export const zhCNPlaces = {
  ...zhCNStationDesk,
  ...zhCNSceneDesk,
  ...zhCNHours,
  ...zhCNLists,
  ...zhCNOversight,
}
