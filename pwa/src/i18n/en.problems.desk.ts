/** Why something at a station's desk did not come to pass. */
import type { zhCNDeskProblems } from './zh-CN.problems.desk.ts'

export const enDeskProblems: Record<
  keyof typeof zhCNDeskProblems,
  readonly [happened: string, todo: string]
> = {
  place_too_far: [
    'Not saved: this is {metres} m from where it stands',
    'A manager moves it by {mostM} m at most. For more, change the list or ask an administrator of the county.',
  ],
  place_elsewhere: [
    'Not saved: this is not in {here}',
    'See whether longitude and latitude are swapped. If it has moved to another county, change the list.',
  ],
  list_too_slow: ['The list did not arrive whole: the network is too slow', 'Send it again on a better one.'],
}
