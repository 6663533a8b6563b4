/** What the refusals about benefits, vouchers and counters say to a person. */
export const zhCNBenefitsProblems = {
  benefit_not_found: ['没有这项优待', '它可能停了，或者换了新的。请回到“优待”看看。'],
  benefit_unusable: ['没存上：{reason}', '改好这一处再存，别的都还在。'],
  benefit_changed_meanwhile: ['没存上：刚才有别人改过', '您写的还在。请重新打开，看看别人改了什么再改。'],
  benefit_not_draft: ['现在改不了', '它在等审核，或者已经审过。审过的，请另写一个新版本。'],
  benefit_not_waiting: ['不用审核', '它没有在等审核。也许别人已经审过了。'],
  benefit_not_approved: ['这项优待没有在办', '它还没审过，或者已经停了、换了新的。'],
  own_benefit: ['自己写的不能自己审', '请另一位召集人、协调推进人员或管理员来审。'],
  own_provider: [
    '提供优待的单位的人不能审',
    '离开不满一年的也不能审。请另一位召集人、协调推进人员或管理员来审。',
  ],
  others_benefit: ['不是您送审的', '请起草的人来撤回。要他改，请退回并写明原因。'],
  voucher_not_found: ['您没有这张券', '请回到“我的券”看看。'],
  voucher_id_taken: ['没领成：这一份已经领过别的', '请回到“优待”，再领一次。'],
  partner_consent_needed: [
    '没领成：还要您同意',
    '{name}核对时会看到您姓什么、券有没有效，看不到别的。同意了再领。',
  ],
  not_eligible: ['没领成：还差一点', '还差什么，“优待”里写着。'],
  stock_gone: ['没领成：刚刚领完了', '有人退了还能领，请过些时候再看。'],
  voucher_unpaid: [
    '没领成：先补上用过的那张券',
    '“{title}”用过了，退回的时长又花掉了。再有时长先扣这一次，扣上就能领。觉得不对，请找柜台。',
  ],
  voucher_in_hand: ['没退成：柜台正在核对这张券', '没有用掉的话，两分钟后再退。'],
  voucher_over: ['退不了：这张券用过了，或者过期、作废了', '请刷新“我的券”看看。'],
  lock_over: ['没用成：核对完太久了，或者这张券刚刚有变化', '请再扫一次这张券。'],
  look_id_taken: ['没用成：这一次已经用过别的券', '请再扫一次这张券。'],
  own_voucher: ['没用成：自己的券不能自己核销', '您自己的、您代办过的人的，都请同事来核销。'],
  use_not_found: ['没有找到这一笔', '请刷新今天的清单看看。'],
  use_not_counted: ['这一笔已经不算了', '它撤销过，或者本来就没有记上。'],
  undo_not_asked: ['没有人申请撤销这一笔', '请刷新看看。'],
  own_undo: ['自己申请的不能自己同意', '请另一位核验员，或者区县的人来同意。'],
  undo_refused: ['撤销没有通过，这一笔照旧算', '刚才另一个人没同意。原因写在今天的清单里。'],
  use_ahead: ['还没记上：手机的时间快了', '联网打开「核销」，会按平台的时间再报一次。'],
  use_behind: ['还没记上：手机的时间慢了', '联网打开「核销」，会按平台的时间再报一次。'],
  settlement_id_taken: ['没记上：这一份已经记过别的', '请刷新今天的清单看看。'],
} as const

export const zhCNBenefitsReasons = {
  benefit_unusable: {
    title: '名称没有写，或者夹着看不见的字符',
    basis: '依据没有写，或者夹着看不见的字符',
    about: '说明里夹着看不见的字符',
    picture: '图上是什么没有写，或者夹着看不见的字符',
    division: '没有这个地方',
    provider: '没有这个单位，它撤了，或者和原来的不是一个',
    eligibility: '最小的年龄比最大的还大',
    blackouts: '不能用的日子，开始晚于结束，或者太远',
  },
} as const
