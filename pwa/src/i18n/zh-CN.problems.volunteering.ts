import { zhCNBenefitsProblems } from './zh-CN.problems.benefits.ts'
import { zhCNDocumentProblems } from './zh-CN.problems.documents.ts'
import { zhCNHoursProblems } from './zh-CN.problems.hours.ts'
import { zhCNRecordsProblems } from './zh-CN.problems.records.ts'
import { zhCNStatementProblems } from './zh-CN.problems.statements.ts'
/** What the refusals about activities, shifts and sign-ups say to a person. */
export const zhCNVolunteeringProblems = {
  activity_not_found: ['找不到这个活动', '它也许还没审核通过，或者已经删掉了。'],
  shift_not_found: ['找不到这一场', '活动也许还没审核通过，或者改了场次。'],
  sign_up_not_found: ['没有这个报名', '也许已经取消了。请重新打开看看。'],
  activity_unusable: ['没存上：{reason}', '改好这一处再存，别的都还在。'],
  activity_changed_meanwhile: ['没存上：刚才有别人改过', '您写的还在。请重新打开，看看别人改了什么再改。'],
  approved_stays: [
    '审核过了，这一项不能再改',
    '能改电话；没结束的能换带队的人；人数能减，时间能在当天挪，不能拉长，休息不能改；地点只能在地图上挪几步。别的要改，请取消后重新发一个。',
  ],
  activity_not_draft: ['现在改不了', '它正等别人审核，或者已经取消、结束了。'],
  activity_not_waiting: ['不用审核', '它没有在等审核。也许别人已经审过了。'],
  activity_not_approved: ['这个活动没有在办', '它还没审核通过，或者已经取消、结束了。'],
  activity_begun: ['已经到开始的时间了', '活动不能事后补办。请改到以后的时间，或者另发一个。'],
  activity_not_over: ['活动还没完', '最后一场结束了，再来点结束。'],
  own_activity: ['自己写的不能自己审', '请街道的召集人、管理员或主管部门来审。'],
  others_activity: ['不是您送审的', '请起草的人来撤回。要他改，请退回并写明原因。'],
  lead_unfit: ['没存上：带队的人选得不对', '带队的要是本单位的活动负责人，或者当地的召集人。'],
  sign_up_not_open: ['还没开始报名', '到了报名的时间再来，活动页上写着。'],
  shift_begun: ['这一场已经开始了', '开始以后不能再报名、退出或给位子。看看下一场。'],
  shift_cancelled: ['这一场不办了', '看看别的场次，或者别的活动。'],
  sign_up_overlaps: ['这个时间您已经报了“{title}”', '一个人不能同时在两处。要换，请先退出那一场。'],
  birth_date_needed: [
    '要先知道您的生日',
    '这个活动满 {minimumAge} 岁才能来。请到“我的”里填上生日，再来报名。',
  ],
  too_young: ['您还不到 {minimumAge} 岁', '看看别的活动，多半没有年龄要求。'],
  seats_gone: ['留的位子给完了', '要多留几个，请先改这一场留的人数。'],
  ...zhCNHoursProblems,
  ...zhCNDocumentProblems,
  ...zhCNRecordsProblems,
  ...zhCNBenefitsProblems,
  ...zhCNStatementProblems,
} as const
