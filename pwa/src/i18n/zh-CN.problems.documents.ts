/** What the refusals about service records say to a person. */
export const zhCNDocumentProblems = {
  document_not_found: ['没有找到这份服务记录', '看看编号有没有抄错，或者回到“服务记录”再打开。'],
  document_id_taken: ['没开成：这一份已经开过别的', '请回到“服务记录”，再开一次。'],
  document_revoked: ['这份服务记录已经作废', '要用，请重新开一份。'],
  document_period_unusable: ['没开成：日期不对', '开始不能晚于结束，也不能晚于今天。'],
  issuer_may_not: ['没开成：这个单位不能出具', '企业和已经撤销的单位不出具服务记录。请选别的单位。'],
  nothing_served: ['没开成：这段时间没有入账的服务', '换一段时间，或者换一个单位。'],
  hours_too_many: ['没开成：核实过的没有这么多', '最多写不少于 {most} 小时。'],
  name_needed: ['没开成：还没有您的姓名', '请先在“我的”里填上姓名。'],
  id_number_needed: ['没开成：还没有您的身份证号', '请先在“我的”里填上，或者选不写。'],
} as const
