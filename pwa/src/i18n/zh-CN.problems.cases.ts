/** What the refusals about cases and concerns say to a person. */
export const zhCNCaseProblems = {
  case_not_found: ['找不到这件诉求', '链接可能不全；别人提的，要跟着提了才看得到。'],
  case_differs: ['没提上：这一份已经提过别的', '请回到上一页，再写一次。'],
  case_words_missing: ['还没写要办什么', '写几个字，或者拍张照片。'],
  case_place_unusable: ['没提上：{reason}', '请重新选一个地方。'],
  case_over: ['这件事已经办结了', '还没解决的话，请另提一件。'],
  own_case: ['这是您自己提的', '有进展会告诉您。'],
  case_not_alone: ['撤不了：还有别人要办这件事', '您不用管它，办好了会告诉您。'],
  case_move_unfit: ['没办成：现在不到这一步', '也许别人刚办过。请刷新看看。'],
  case_move_differs: ['没办成：这一份已经用来办过别的', '请刷新，再办一次。'],
  case_move_unusable: ['没办成：{reason}', '补上再来，别的都还在。'],
  committee_not_answerable: [
    '不能交给居委会、村委会（第{article}条）：{reason}',
    '请交给管这件事的部门或街道。',
  ],
  handler_missing: ['不能交给这个单位：它还没有承办人', '请换一个单位，或者先给它设承办人。'],
  case_judged_in_concern: ['这件事有单位答应办了', '请在议题里说解决没解决。'],
  concern_not_found: ['找不到这个议题', '链接可能不全。请回到议事页看看。'],
  concern_differs: ['没提上：这一份已经用来提过别的议题', '请回到上一页，再写一次。'],
  concern_unusable: ['没提上：{reason}', '改好这一处再提，别的都还在。'],
  case_not_gatherable: ['归不进来：{number} 已经办完，或者在别的议题里', '去掉这一件再试。'],
  commitment_not_found: ['找不到这项承诺', '链接可能不全。请回到议题看看。'],
  commitment_differs: ['没记上：这一份已经记过别的承诺', '请回到上一页，再写一次。'],
  commitment_unusable: ['没成：{reason}', '改好这一处再来，别的都还在。'],
  commitment_too_early: ['没记上：这个议题现在不能记承诺', '先受理议题。转走、不受理的不能再记。'],
  commitment_move_unfit: ['没办成：现在不到这一步', '也许别人刚办过。请刷新看看。'],
  commitment_move_differs: ['没办成：这一份已经用来办过别的', '请刷新，再办一次。'],
  not_asked: ['没记上：这件事不是您提的', '提的人和“我也是”的人才能说解决没有。'],
  answers_counted: ['没记上：现在不收', '还没办完，或者已经点过数了。请刷新看看。'],
  matter_unusable: ['没登记：{reason}', '改好再来。'],
} as const

export const zhCNCaseReasons = {
  case_place_unusable: {
    place: '要选一个地方，只能一个',
    division: '没有这个区划',
    station: '没有这个驿站',
    scene: '没有这个地方',
  },
  case_move_unusable: {
    words: '要写清楚原因或者答复，公开的话里不能有手机号',
    channel: '要选转到哪里',
    organisation: '要选一个还在的承办单位',
    kind: '这一步不能改种类',
  },
  committee_not_answerable: {
    of_authorities: '投诉、举报由部门自己答复',
    not_registered: '清单上没有这一项',
  },
  concern_unusable: {
    title: '标题没写，有看不见的字，或者有手机号',
    about: '说明里有看不见的字，或者有手机号',
    division: '没有这个区划',
  },
  commitment_unusable: {
    words: '要写清楚做什么、做成什么样，或者为什么，公开的话里不能有手机号',
    organisation: '要选一个还在的单位',
    photo: '这张照片用不了，换一张能打开的',
  },
  matter_unusable: {
    field: '没有这个方面',
    article: '只能是第 7 条或第 13 条',
    title: '事项没写，或者太长',
    basis: '依据没写，或者太长',
    until: '结束的日子比开始还早',
  },
} as const
