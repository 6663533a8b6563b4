/** On what a refusal rests, in the words of whoever is refused. */
import type { Ground } from './problems.ts'

const FORMS = {
  council: '议事会',
  hearing: '听证会',
  talk: '恳谈会',
  courtyard: '屋场会',
  building: '楼栋会',
} as const

/** Those of a form, and those of all of them, that a province, a city or a county may set. */
const SET = {
  by: '谁能召集',
  must: '必须请谁',
  rider_seats: '骑手代表的席数',
  notice_days: '提前多久通知',
  quorum: '到多少人才能定',
  method: '怎么定',
  show_votes: '谁投了什么给不给看',
  statements: '记录里要有谁说了什么',
  dissent: '记录里要有不同意见',
  correction_days: '几个工作日内能要求更正',
  objection_days: '几个工作日内能提异议',
  record_days: '会后几个工作日内要有记录',
  answer_days: '异议几个工作日内要答复',
  secret_least: '不记名的至少几个人投',
  release_hours: '给各方留座位到什么时候',
  approval_above: '通知多少人以上要第二个人点头',
  judging_days: '几个工作日内说解决没有',
} as const

/** Those that hold everywhere. */
const OURS = {
  steps: '一步一步来，不跳、不退',
  once_each: '一个人、一件事只算一回',
  own_office: '自己单位的事，自己要回避',
  of_many: '几个人的事，一个人不能撤',
  somebody_handles: '交出去的事要有人接',
  who_asked_says: '解决没有，由办好以前提的人说',
  settled_stays: '定了的、答应了的，不再挪动',
  late_stays: '拖了的、重办的，收回来重写也还算',
  published_stays: '公布了就不改，只出下一版',
  published_first: '先公布，后施行',
  sealed_first: '先封存会议记录',
  sealed_stays: '封存了就不改，后来的写成附件',
  second_person: '自己写的，换一个人来审',
  own_guests: '自己录的人，自己关表决、封存时不算',
  own_draft: '谁送审，谁撤回',
  voted_again: '再投一次要有原因，两次都写进记录',
  secret_once: '不记名的，一件只投一回，作废了才重投',
  one_at_a_time: '一次只办一份',
  told_stays: '告诉了大家的，不悄悄改',
  told_before: '先通知，后开会',
  told_at_once: '提过的人和大家同时知道',
  own_place: '只管自己负责的地方',
  of_its_kind: '请的是哪一方，来的就是哪一方',
  seats: '座位有几个，就坐几个人',
  half_by_hand: '给一方留的座位，人工最多留一半',
  no_numbers: '写给别人看的，不带号码',
  who_was_there: '到了场的才算',
  room_hours: '开会前后半小时内签到',
  papers_most: '一个会的材料最多几份',
  every_record: '每份记录都写明谁主持、谁记录、结果是什么',
  votes_shown: '不记名的谁也不给看，公开的关了以后照规矩给看',
} as const

const ARTICLES: Record<number, string> = { 7: '七', 10: '十', 12: '十二', 13: '十三' }

export function zhCNGround({ article, rule = '', letter }: Ground): string {
  const told =
    letter ?? (article ? `《湖南省社区治理若干规定》（草案）第${ARTICLES[article] ?? article}条` : '')
  const [, form, name = rule] = /^(council|hearing|talk|courtyard|building)_(.+)$/.exec(rule) ?? []
  const what = { ...SET, ...OURS }[
    name.replace(/^(by|must)_.+/, '$1') as keyof typeof SET | keyof typeof OURS
  ]
  const of = what && form ? `${FORMS[form as keyof typeof FORMS]}的规矩，${what}` : what
  const all = [told, of].filter(Boolean).join('；')
  return all && `依据：${all}。`
}
