import type { Same } from './catalogue.ts'
import type { zhCNDesk } from './zh-CN.desk.ts'

export const enDesk: Same<typeof zhCNDesk> = {
  desk: 'Work',
  deskRoles: 'Roles',
  deskOrganisations: 'Organisations',
  deskAudit: 'Records',
  deskKept: 'On behalf of others',
  deskFeedback: 'Complaints and suggestions',
}
