/** Why something at a station's desk did not come to pass. */
export const zhCNDeskProblems = {
  place_too_far: [
    '没有存：离原来的位置有 {metres} 米',
    '管理员最多改 {mostM} 米。更远的，请改名单，或者请区县的管理员来改。',
  ],
  place_elsewhere: ['没有存：这个位置不在{here}', '看看经度、纬度有没有写反；真的搬到别的区县了，请改名单。'],
  answer_differs: ['没改成：这条答复已经不是原来那句', '请刷新看看现在答的是什么。'],
  confirmation_not_found: ['没收回：没有找到这次确认', '只有确认的人自己能收回。'],
  confirmation_stays: ['没收回：后来有人又确认过，或者已经过了 {mostH} 小时', '不一样的地方，请直接改。'],
  said_not_found: ['没收回：没有找到这句话', '只有说的人自己能收回。'],
  said_stays: ['没收回：后来又有人说过，或者已经过了 {mostH} 小时', '不一样的地方，请直接改。'],
  since_unusable: ['没记：停用的日子不对', '填今天或者以前的一天，最早 {mostDays} 天以前。'],
  list_not_found: ['没有这份名单', '没收进的名单只存一天。请重新选文件。'],
  list_differs: ['没有上传：这个编号下已经有另一份名单', '请重新打开这一页，再选文件。'],
  list_not_rehearsed: ['没有收进：这份名单还没看完，或者看不下去', '请刷新这一页看看。'],
  list_too_slow: ['名单没发完：网太慢了', '网好一点再发一次。'],
} as const satisfies Record<string, readonly [happened: string, todo: string]>
