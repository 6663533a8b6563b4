/** What the refusals about polls in the room, compacts and charters say to a person. */
export const zhCNPollProblems = {
  poll_not_found: ['找不到这次表决', '请刷新看看。'],
  poll_not_of_form: ['没开成：这种会不是投票定的', '五种会的规矩里写着怎么定。'],
  poll_unusable: ['没成：{reason}', '改好这一处再来。'],
  poll_differs: ['没成：这一次已经用来问过别的，或者填的纸票不一样', '请刷新看看现在是什么样。'],
  poll_open: ['没成：会上还有一次表决没关', '先把那一次关掉。'],
  poll_counted: ['没开成：这一件已经投过了', '要再投，写明原因；记录里两次都写上。'],
  secret_poll_counted: ['没开成：这一件已经不记名投过了', '前后两次一比，就看得出谁投了什么，所以不能再投。'],
  poll_closed: ['没投上：已经关了', '请看结果，或者跟召集人说。'],
  not_in_the_room: ['没投上：您还没签到', '用会场的码签到，再投。'],
  votes_not_shown: ['谁投了什么，不给看', '不记名的哪里都没存；公开的要关了以后、规矩说给看才行。'],
  charter_not_found: ['没有这一份', '可能还没公布，或者草稿删掉了。'],
  charter_unusable: ['没存上：{reason}', '改好这一处再存，别的都还在。'],
  charter_changed_meanwhile: ['没存上：刚才有别人改过', '您写的还在。请重新打开，看看别人改了什么再改。'],
  charter_being_drafted: ['没存上：下一版已经有人在写', '在没公布的里面找到那一份，接着改。'],
  charter_published: ['已经公布了，不能改', '要改就写下一版。'],
  charter_record_not_sealed: ['没公布：那次会的记录还没封存，或者没定这一件', '先封存会议记录。'],
  own_charter: ['没公布：是您写的', '请另一位召集人或管理员看过再公布。'],
  charter_too_early: ['没公布：施行的日子太早', '最早 {since}。改了日子再公布。'],
} as const

export const zhCNPollReasons = {
  poll_unusable: {
    item: '这一件不在谈的事里',
    question: '问的话里夹着看不见的字符',
    why: '原因里夹着看不见的字符',
    options: '自己写的要有 2 到 6 样，各不相同',
    option: '没有这一样',
    paper: '纸票要一样一样填全',
  },
  charter_unusable: {
    id: '这个编号已经用了',
    item: '那次会没有这一件，或者不在同一个地方',
    title: '题目没写、里面有手机号，或者公布以后不能改',
    kind: '公布以后，叫什么不能改',
    articles: '有一条没写、里面有手机号，或者重了',
  },
} as const
