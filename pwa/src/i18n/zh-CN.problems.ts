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

  organisation_not_found: ['没有找到这个单位', '网址可能抄漏了字。'],
  organisation_words_unusable: [
    '没有存：名称或者地址没有写对',
    '名称一定要写，最多 80 个字；地址最多 200 个字；都不能夹着看不见的字符。',
  ],
  office_phone_unusable: ['没有存：电话没有写对', '请只写一个打得通的号码，座机带区号，比如 0731-82212345。'],
  organisation_exists: ['没有存：这里已经有一个“{name}”', '请先找出来看看，是不是同一个。'],
  external_id_taken: ['没有存：编号 {number} 已经是别的单位的', '请核对编号再存。'],
  organisation_closed: ['没办成：这个单位已经撤了', '撤了的单位只能看，不能再改。'],
  account_not_found: ['没有找到这个人', '可能还没在这里登录过，请他先登录一次。'],
  member_not_found: ['没办成：这个人不在单位的名单里', '请刷新名单看看。'],
  scope_not_found: ['没办成：没有找到管的这个地方或者单位', '可能已经撤了，请重新选。'],
  scope_unfit: ['没办成：这种权限不能这样给', '请换一种范围：区划、单位或者驿站。'],
  grant_not_found: ['没有找到这项授权', '请从名单里打开。'],
  grant_above_own: ['没办成：这里不归您管', '请找上一级的管理员。'],
  grant_id_taken: ['没有授权：这一份已经用来授过别的', '请回到名单，重新填一次。'],
  role_held_already: ['没有再授一次：已经有这个权限，或者正等着确认', '请在名单里看看。'],
  grant_settled: ['没办成：别人已经先办了', '请刷新名单看看。'],
  same_person: ['没有确认：谁授的、授给谁，都不能自己来确认', '请另一位管理员确认。'],
  why_missing: ['没办成：没有写原因', '请写一句为什么，再试一次。'],
  why_unusable: ['没办成：原因里夹着看不见的字符', '请重新打一遍，不要粘贴。'],

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

  bad_request: ['没办成：有一项没有写对', '请检查以后再试一次。'],
  query_too_long: ['没办成：网址太长了', '少选几样，或者少写几个字。'],
  not_found: ['没有这一页', '网址可能抄漏了字。'],
  method_not_allowed: ['没办成：这里不能这样用', '回到上一页，再试一次。'],
  internal_server_error: ['没办成：服务器出错了', '不是您的问题，我们已经记下。过一会儿再试。'],
  database_away: ['没办成：服务器一时取不到数据', '不是您的问题。过几分钟再试。'],

  /** For a code that only a newer version of the app knows. */
  unknown: ['没办成', '服务器没有答应，原因这个版本看不懂。请换新版本再试，或者打电话问。'],
} as const satisfies Record<string, readonly [happened: string, todo: string]>
