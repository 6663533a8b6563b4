import type { Same } from './catalogue.ts'
import { enHours } from './en.hours.ts'
import { enLists } from './en.lists.ts'
import { enOversight } from './en.oversight.ts'
import { enSceneDesk } from './en.sceneDesk.ts'
import { enStationDesk } from './en.stationDesk.ts'
import type { zhCNPlaces } from './zh-CN.places.ts'

export const enPlaces: Same<typeof zhCNPlaces> = {
  ...enStationDesk,
  ...enSceneDesk,
  ...enHours,
  ...enLists,
  ...enOversight,
}
