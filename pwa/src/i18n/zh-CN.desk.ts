/** The sentences of the work desks. */
export const zhCNDesk = {
  desk: '办事',
  deskRoles: '授权',
  deskOrganisations: '组织',
  deskAudit: '查看记录',
  deskKept: '代办',
  deskFeedback: '投诉建议',
}
