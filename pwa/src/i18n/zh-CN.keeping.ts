import { before } from './spaces.ts'

/** The sentences of the desk on closing a station, and on what was said by mistake. */
export const zhCNKeeping = {
  keptDoubted: '骑手说锁着门',

  sameTakeBack: '点错了，收回',
  sameDoubted: '不止一位骑手说锁门，骑手那边显示“未确认”。答复去不掉，到门口看过再点。',
  sameTakenBack: '收回了。以前确认的，有网以后这里看得到。',
  sameOvertaken: (when: string) => `送到了，没有算数：${when}已经有更新的确认。手机的钟可能慢了。`,
  sameChangedSince: '送到了，没有算数：后来改过资料。请看看现在写的，再确认一次。',
  outboxOvertaken: (when: string) => `送到了，没有算数：${when} 已经有更新的确认`,
  outboxChangedSince: '送到了，没有算数：后来改过资料，请再确认一次',

  answersGiven: '答过的',
  answersGivenHint: '一周以内的，答错了可以改',
  answersGivenNone: '一周里没有答过。',
  answerGiven: (answer: string) => `答了“${answer}”`,
  answerCorrect: '改答复',
  answerCorrected: (answer: string) => `改成“${answer}”，反映的人会收到通知。`,
  answerWordsAfter: '：',
  out_gone: '属实，已经撤下',

  closing: '这里没有驿站了，撤下',
  closingHint: '拆了、搬走了、不再办了',
  closingBody:
    '撤下以后，骑手的名单、地图和开放数据里都没有它。管它的人、关注它的人会收到通知，反映过、还没有等到答复的骑手也会。',
  closingBack: '改动记录都留着。撤错了，能再开。只是今天关门，请用“临时情况”。',
  closingWhy: '为什么撤下',
  closingWhyHint: '写进操作记录，比如：整栋楼拆了。',
  closingWhyMissing: '写一句为什么。',
  closingDo: '撤下',
  closingSure: '真的撤下？',
  closingGone: '真的没有了，撤下',
  closingAsk: '真的没有了，请区县的管理员来撤下。',
  takenBack: '收回',
  closedWhen: (when: string) => `${before(when)}撤下的`,
  closedHead: '这一处撤下了',
  closedBody: '骑手看不到它了。它的改动记录还在。',
  closedOpen: '再开',
  closedOpenSure: '真的再开？',
  closedUnknown: '没有这一处驿站',
  closedUnknownBody: '也许是链接抄错了。',
  revisionClosed: '撤下了',
  revisionOpened: '又开了',

  noticeCorrected: (said: string) => `答复改了：${said}`,
  noticeAnswered_closed: '您反映过的那一处，已经撤下了',
  noticeAnswered_reopened: '您反映过的那一处又开了，反映的事还等着处理',
  reportClosed: '这一处已经撤下了，不用再处理',
  noticeClosed: '这一处没有了，已经撤下',
  noticeReopened: '这一处又开了',

  listTake: '收',
  listTakeOf: (line: number) => `收第 ${line} 行`,
  listTakeHint: '不想收的，把勾去掉。',
  listLeaveOut: (count: number) => `${count} 行您去掉了勾，不收。`,
  listLandRest: '收进其余的',

  'action_station.unconfirmed': '收回驿站的确认',
  'action_station.closed': '撤下驿站',
  'action_station.reopened': '把驿站再开',
  'action_report.corrected': '改对驿站反映的答复',
}
