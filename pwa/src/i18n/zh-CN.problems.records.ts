/** What the refusals about a volunteer's record say to a person. */
export const zhCNRecordsProblems = {
  dispute_not_found: ['找不到这份异议', '链接要是别人给的，您得也报了那一场；自己的异议不能给自己作证。'],
  dispute_id_taken: ['没提上：这一份已经用来提过别的', '请回到上一页，再填一次。'],
  dispute_open: ['这一条您已经提过了', '等答复。答复要几个工作日，“志愿记录”里写着哪天。'],
  dispute_decided: ['已经有答复了', '请刷新看看。区县答复过的，不能再提。'],
  line_not_found: ['找不到这一条记录', '也许刚改过。请刷新，再从那一条上提。'],
  correction_unfit: ['没改成：{reason}', '改一改再来。'],
  shift_not_over: ['这一场还没完', '活动结束、过了签退的时间再来。'],
  settled_already: ['这一位不用再定', '已经记了时长、正在等人核对，或者别人已经写过原因。请刷新看看。'],
  entry_not_found: ['找不到这一条', '也许已经拿掉了。请刷新看看。'],
  entry_id_taken: ['没记上：这一份已经用来记过别的', '请回到上一页，再填一次。'],
  entry_unusable: ['没记上：{reason}', '改好这一处再记，别的都还在。'],
  answers_unusable: ['回执文件读不了', '第 {line} 行有问题（{reason}）。整份都没有收。'],
} as const

export const zhCNRecordsReasons = {
  correction_unfit: { same: '和现在记的一样多', lower: '不能比本人说的还少' },
  entry_unusable: {
    words: '内容没有写，或者夹着看不见的字符',
    givenBy: '名字里夹着看不见的字符',
    minutes: '培训要写多少分钟，别的不写',
    on: '日期还没到',
  },
} as const
