import { before } from './spaces.ts'

/** The sentences of a supervisor's view of the stations of a place. */
export const zhCNOversight = {
  oversight: '驿站情况',
  overseeNone: '看这里要授权',
  overseeNoneBody: '您名下没有统筹人员或管理员的授权。需要的话，请找上级单位。',
  overseeAbove: '上一级',
  overseeTop: '看哪里',
  overseeWhich: '看哪些',
  oversee_all: (count: number) => `全部 ${count}`,
  oversee_due: (count: number) => `该确认 ${count}`,
  oversee_unconfirmed: (count: number) => `未确认 ${count}`,
  oversee_reported: (count: number) => `等答复 ${count}`,
  overseeMeans_all: '这里的全部驿站，最久没确认的在前。',
  overseeMeans_due: (never: number) =>
    never > 0 ? `太久没有确认开门，其中 ${never} 处一次也没有。` : '太久没有确认开门。',
  overseeMeans_unconfirmed: '不止一位骑手说锁着门，之后没有人确认过。',
  overseeMeans_reported: '骑手反映了，还没有人答复。',
  overseeBelow: '下面各处',
  overseeStations: '驿站',
  overseeSketch: '草图：圆越大驿站越多，橙色是该确认的',
  overseeDue: (due: number, all: number) => `该确认 ${due}/${all}`,
  overseeAllFine: '都确认过',
  overseeDoubted: (count: number) => `未确认 ${count}`,
  overseeReported: (count: number) => `等答复 ${count}`,
  overseeNever: '一次也没有确认过',
  overseeConfirmed: (when: string) => `${before(when)}确认`,
  overseeLocked: '骑手说锁着门',
  overseeWaiting: (count: number) => `${count} 条等答复`,
  overseeEmpty: '一处也没有。',
  overseeExport: (kind: string) => `导出 ${kind}`,
  overseeExported: '导出好了',
}
