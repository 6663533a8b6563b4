/**
 * What each refusal of the API says to a person: what happened, then what to do. A fact of the refusal stands
 * where its name is in braces. A test compares the codes with those that the server knows.
 */
export const zhCNProblems = {
  station_not_found: ['没有找到这个驿站', '可能已经撤了，或者网址抄漏了字。'],
  near_unreadable: ['没找成：看不懂这个位置', '请写成“经度,纬度”，比如 112.95,28.20。'],
  at_unreadable: ['没找成：看不懂这个时间', '请写全日期、时间和时区，比如 2026-11-23T18:00+08:00。'],
  cursor_unreadable: ['下一页没取到', '请从第一页重新找。'],
  amenity_unknown: ['没找成：没有“{amenity}”这样设施', '换一样再找。'],
  family_unknown: ['没找成：没有“{family}”这类驿站', '换一类再找。'],
  station_unusable: ['驿站没有存：{externalId} 号的 {field} 不对', '改好这一项再存一次，来源是{source}。'],
  tile_unknown: ['这一块地图没有', '列表和雷达不用地图，一样能找。'],
  tiles_away: ['地图没取到', '地图那边没有回答。列表和雷达不用地图，一样能找。'],

  division_not_found: ['没有找到这个区划', '请看看代码有没有抄错。'],
  division_has_no_prefecture: ['没办成：省不属于哪个市州', '请选市州，或者更下一级。'],
  division_file_broken: ['没有导入，一行也没有写：文件里有 {total} 处不对', '照列出的行号改好，再导入一次。'],
  division_file_older: ['没有导入：这份是 {given} 的，已有的是 {held} 的', '请换一份更新的。'],
  code_system_unknown: ['没有导入：不认识“{system}”这套代码', '统计局的写 nbs，民政部的写 mca。'],
  point_outside_china: ['没有存：{key} 的坐标不在国内', '多半是经度和纬度写反了，改好再存一次。'],
  search_unusable: ['没找成：字里夹着看不见的字符', '请重新打一遍，不要粘贴。'],
  source_unusable: ['没有导入：来源没有写对', '请用 1 到 200 个看得见的字，写明文件从哪里来。'],
  special_day_file_broken: [
    '没有导入，一行也没有写：文件里有 {total} 处不对',
    '照列出的行号改好，再导入一次。',
  ],
  special_days_leave_a_gap: ['没有导入：和已有的日历接不上', '请把中间缺的年份一起导入。'],
  file_unreadable: ['没有导入，一行也没有写：这个文件读不了', '请另存为 CSV（UTF-8）或者 XLSX，再导入一次。'],
  datum_unknown: ['没有导入：不认识“{datum}”这个坐标系', '请写 wgs84、gcj02 或者 bd09。'],
  datum_contradicted: ['没有导入：表头写的是 {said}，选的却是 {given}', '请看清是哪个坐标系，再导入一次。'],
  batch_not_found: ['没有撤回：没有 {batch} 这一批', '请看看批号有没有抄错。'],
  batch_undone: ['没有再撤一次：{batch} 这一批已经撤回', '要恢复，把原来的文件再导入一次。'],

  sign_in_needed: ['没办成：要先登录', '登录以后再来一次。'],
  role_missing: ['没办成：您没有做这件事的授权', '请让管理员给您授权。'],
  phone_unusable: ['没办成：{reason}', '请填 11 位的手机号，一次一个。'],
  too_often: ['没办成：次数太多了', '请过 {wait}再试。'],
  code_refused: ['验证码不对，还可以试 {triesLeft} 次', '请看最新的那条短信。'],
  code_spent: ['这个验证码不能用了：用过了，试满了 5 次，或者过了 5 分钟', '请再发一次。'],
  sms_unavailable: ['没发成：短信一时发不出去', '过几分钟再试，或者打电话问。'],
  session_ended: ['{reason}', '再登录一次就好。'],
  foreign_origin: ['没办成：这一页不是从湘驿打开的', '请从湘驿的网址打开再试。'],
  device_not_found: ['那台设备已经退出了', '不用再做什么。'],
  name_unusable: ['没有存：{reason}', '换一个写法再存。'],
  occupation_unknown: ['没有存：没有这种工作可选', '换一个再存。'],
  born_on_unusable: ['没有存：出生日期不对', '请照身份证上的写，比如 2001-05-17。'],
  id_number_unusable: ['没有存：身份证号不对', '请照证件上的 18 位写，最后一位可能是 X。'],
  person_not_found: ['演示里没有这个人', '请从名单里选。'],
  no_demonstration: ['这里不是演示', '请用手机号登录。'],
  passkey_refused: ['没有通过：这次指纹或面容对不上', '再试一次，或者用验证码登录。'],
  passkey_not_found: ['这一把已经移除了', '不用再做什么。'],
  passkeys_full: ['没有添加：已经有 {most} 把了', '移除不用的，再来添加。'],

  bad_request: ['没办成：有一项没有写对', '请检查以后再试一次。'],
  query_too_long: ['没办成：网址太长了', '少选几样，或者少写几个字。'],
  not_found: ['没有这一页', '网址可能抄漏了字。'],
  method_not_allowed: ['没办成：这里不能这样用', '回到上一页，再试一次。'],
  internal_server_error: ['没办成：服务器出错了', '不是您的问题，我们已经记下。过一会儿再试。'],
  database_away: ['没办成：服务器一时取不到数据', '不是您的问题。过几分钟再试。'],

  /** For a code that only a newer version of the app knows. */
  unknown: ['没办成', '服务器没有答应，原因这个版本看不懂。请换新版本再试，或者打电话问。'],
} as const satisfies Record<string, readonly [happened: string, todo: string]>

/** Why, for the refusals whose sentence has the blank {reason}. */
export const zhCNReasons = {
  phone_unusable: {
    empty: '手机号没有填',
    digits: '手机号里夹着别的字',
    length: '手机号不是 11 位',
    not_mobile: '这不像内地的手机号',
    two: '填了两个号码',
    hidden: '号码里夹着看不见的字符',
  },
  name_unusable: { hidden: '名字里夹着看不见的字符', too_long: '名字超过了 40 个字' },
  session_ended: {
    signed_out: '这台手机已经退出登录',
    signed_out_elsewhere: '在别的设备上让这台手机退出了登录',
    reuse: '这次登录好像有别人在用，为了稳妥已经退出',
    idle: '太久没用，登录过期了',
    erased: '账号已经删除',
    unknown: '登录已经失效',
  },
}
