/** Whom a line of an audience means, as one would say it: "骑手，住在溁湾镇的". */
import { list } from '../../../i18n/format.more.ts'
import { occupationWords } from '../../../i18n/occupations.ts'
import { p } from '../../../i18n/offices.ts'
import type { InvitedLine } from '../types.ts'

/** `where` is the division's name, `nameOf` that of a station. */
export function lineWords(line: InvitedLine, where: string, nameOf: (station: string) => string): string {
  const { occupations = [], roles = [], stations = [], anywhere = false } = line
  const who = occupations.length > 0 ? list(occupations.map(occupationWords)) : ''
  const kept = stations.length > 0 ? list(stations.map(nameOf)) : ''
  if (roles.length > 0)
    return [
      p('lineRoles', list(roles.map((role) => p(`role_${role}`))), where),
      ...(who ? [p('lineAlso', who)] : []),
      ...(kept ? [p('lineKeeping', kept)] : []),
    ].join(p('comma'))
  if (!kept) return who ? p('lineWho', who, where) : p('lineAll', where)
  return p('lineFollowers', kept, who, anywhere ? '' : where)
}

/** The same of all; without any, everybody there. */
export const linesWords = (
  lines: readonly InvitedLine[],
  where: string,
  nameOf: (station: string) => string,
) => (lines.length > 0 ? lines : [{}]).map((line) => lineWords(line, where, nameOf))
