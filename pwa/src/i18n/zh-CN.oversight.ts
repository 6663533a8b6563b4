import { before } from './spaces.ts'

/** The sentences of a supervisor's view of the stations of a place. */
export const zhCNOversight = {
  overseeNone: '看这里要授权',
  overseeNoneBody: '您名下没有协调推进人员或管理员的授权。需要的话，请找上级单位。',
  overseeAbove: '上一级',
  overseeTop: '看哪里',
  overseeWhich: '看哪些',
  oversee_all: (count: number) => `全部 ${count}`,
  oversee_due: (count: number) => `太久没确认 ${count}`,
  oversee_unconfirmed: (count: number) => `骑手说锁门 ${count}`,
  oversee_reported: (count: number) => `等答复 ${count}`,
  overseeMeans_all: '这里的全部驿站，最久没确认的在前。',
  overseeMeans_due: (never: number) =>
    never > 0
      ? `管理员太久没有点“与公示一致”，其中 ${never} 处一次也没有。`
      : '管理员太久没有点“与公示一致”。',
  overseeMeans_unconfirmed: '不止一位骑手说锁着门，之后没有人确认过。骑手现在看到的是“未确认”。',
  overseeMeans_reported: '骑手反映了问题，管理员还没有答复。',
  overseeBelow: '下面各处',
  overseeDesk: '工作台',
  overseeDeskOf: (name: string) => `${before(name)}的工作台`,
  overseeStations: '驿站',
  overseeSketch: '草图，上北下南，挤的地方挪开了一些。圆越大驿站越多，橙色是太久没确认的。',
  overseeDue: (due: number, all: number) =>
    due === all ? `${all} 处都太久没确认` : `${all} 处里 ${due} 处太久没确认`,
  overseeAllFine: '都确认过',
  overseeDoubted: (count: number) => `${count} 处骑手说锁门`,
  overseeReported: (count: number) => `${count} 处等答复`,
  overseeNever: '现在写的还没有确认过',
  overseeConfirmed: (when: string) => `${before(when)}确认`,
  overseeLocked: '骑手说锁着门',
  overseeWaiting: (count: number) => `${count} 条等答复`,
  overseeEmpty: '一处也没有。',
  overseeExport: (kind: string) => `导出 ${kind}`,
  overseeFile: (place: string, which: string, date: string) => `${place}驿站情况 ${which} ${date}`,
  overseeWhich_all: '全部',
  overseeWhich_due: '太久没确认',
  overseeWhich_unconfirmed: '骑手说锁门',
  overseeWhich_reported: '等答复',
  overseeExported: '导出好了',
}
