import { spaced } from './zh-CN.ts'

/** Parts with their counts; of what there is none, nothing is said. */
const some = (...parts: [count: number, words: string][]) =>
  parts.flatMap(([count, words]) => (count > 0 ? [words] : [])).join('，')

const counted = (added: number, changed: number, unchanged: number) =>
  some([added, `新增 ${added} 处`], [changed, `改动 ${changed} 处`], [unchanged, `${unchanged} 处不变`])

/** The sentences of the desk at which lists of stations are taken in. */
export const zhCNLists = {
  listNone: '名单由管理员来收',
  listNoneBody: '您名下没有管理员的授权。需要的话，请找上级单位。',
  listNew: '收一份名单',
  listIntro: '先看一遍，什么都不写；您点了头才收进来，收错了能整批撤回。',
  listFile: '选文件',
  listFileWhy: 'CSV、XLSX 或 GeoJSON，20\u00a0MB 以内。要有哪些列，看下面“名单怎么写”，那里有样例。',
  listFileOther: '换一个',
  listFileMissing: '请先选文件。',
  listFileTooLarge: '这个文件超过 20\u00a0MB，请拆成几份。',
  listColumns: '名单怎么写',
  listColumnsNeeded: '要有这几列：',
  listColumnsKnown: '还认得这些，没有可以不写：',
  listColumnsHow:
    '第一行写列名，下面一行一处驿站，列的先后随意。列名换个叫法也行；认不出的列，看完会告诉您。经度、纬度也可以并成一列“经纬度”。名单里没有的列，驿站原来写的不动；有这一列却空着，就清掉。',
  listColumnsEach: '每一列怎么写',
  listColumnNeeded: '要有',
  listColumnExample: '比如：',
  listColumnAlso: '也可以叫：',
  listColumn_name: '',
  listColumn_family: '',
  listColumn_division: '6、9 或 12 位，写到街道最好',
  listColumn_address: '',
  listColumn_lon: '小数，度分秒也行',
  listColumn_lat: '小数，度分秒也行',
  listColumn_hours: '平时怎么贴在门口，就怎么写',
  listColumn_amenities: '用分号或顿号隔开',
  listColumn_phone: '',
  listColumn_entry: '直接进、扫码、问值班员、登记',
  listColumn_entry_note: '',
  listColumn_gate_words: '',
  listColumn_parking: '',
  listColumn_responsible: '',
  listColumn_external_id: '您自己的编号，有它，改了名字也认得出是同一处',
  listSample: (kind: string) => `下载样例 ${kind}`,
  listSampleFile: '驿站名单样例',
  listSampleWhy: '样例里两处驿站是编的，改成真的再传。',
  listSampleTaken: '下载了',
  listDatum: '坐标是哪一种',
  listDatumWhy:
    '点是从哪个地图上取的，就选哪个。说不准，挑一个点到那个地图里搜，落在门口的就对。选错了，位置会差几百米。',
  listDatumMissing: '请选坐标是哪一种。',
  listSendingPart: (percent: number) => `正在上传：${percent}%`,
  listReading: '正在读文件。',
  batchUndoing: (done: number, all: number) => `正在撤回：${done} / ${all} 处`,
  batchUndoBegins: '正在撤回。名单长的话要几分钟，别关这一页。',
  listSource: '谁的名单',
  listSourceHint: '比如：省总工会',
  listSourceWhy: '每次写得一样，才认得出是同一批站。不写就用文件名。',
  listLook: '先看一遍',
  listSending: '正在上传',

  listPreparing: '等着开始。前面有名单时要排队。',
  listLooking: (percent: number) => `正在看：${percent}%`,
  listLanding: (percent: number) => `正在收：${percent}%`,
  listLeave: '可以先离开，过会儿再来看。服务器中途重启的话，什么都不会写进去，再按一次就行。',
  listLost: '连不上网，一直在试。',

  listSeen: '看完了',
  listOf: (count: number) => `共 ${count} 行`,
  listNothing: '没有要改的：名单和这里一样。',
  listWould: (added: number, changed: number, unchanged: number) =>
    `收进来会${counted(added, changed, unchanged)}。`,
  listDid: (added: number, changed: number, unchanged: number) => `${counted(added, changed, unchanged)}。`,
  listRefusedStay: (count: number, elsewhere: number) =>
    elsewhere === 0
      ? `${count} 行不收，改好了再传一次就行。`
      : elsewhere === count
        ? `${count} 行不归您管，不收。请交给那里的管理员。`
        : `${count} 行不收：${elsewhere} 行不归您管，请交给那里的管理员；另外 ${count - elsewhere} 行改好了再传一次就行。`,
  listVerdict: '看哪些行',
  listVerdict_refused: (count: number) => `不收 ${count}`,
  listVerdict_warned: (count: number) => `有疑问 ${count}`,
  listVerdict_fixed: (count: number) => `顺手改好 ${count}`,
  listVerdict_accepted: (count: number) => `照收 ${count}`,
  listAccepted: (count: number) => `${count} 行照收，没有要说的。`,
  listRow: (line: number) => `第 ${line} 行`,
  listVanished: (count: number) => `这次名单里没有的 ${count} 处，留着不动`,
  listMoreVanished: (count: number) => `还有 ${count} 处`,
  listIgnored: (heads: string) => `没有用到的列：${heads}`,
  listPassed: (count: number) => `${count} 行是合计、备注一类，跳过了`,
  listSheets: (names: string) => `只看了一张表，没看：${names}。要收，请另存成单独的文件。`,
  listDisputed: (count: number) =>
    `没有要改的，但有 ${count} 处跟驿站那边写的不一样。收进来，请驿站管理员来选。`,
  listInDisputed: (count: number) => `有 ${count} 处跟驿站那边写的不一样，等驿站管理员来选。别的没有改。`,
  listLandDisputed: '收进来，请他们选',
  listLandAll: (count: number) => `收进这 ${count} 处`,
  listAway: '不收了，换一份',
  listIn: '收进来了',
  listInBody: (batch: string) => `批号 ${batch}，骑手一分钟内看得到。`,
  listInNothing: '和原来一样，什么也没改。',
  listAgain: '再收一份',
  listFailed: '没有收，什么也没写',
  listStopped: '中途断了，什么也没写',
  listStoppedBody: '服务器可能重启过。',
  listLandAgain: '再收一次',
  listSendAgain: '重新选文件',

  batches: '收过的名单',
  batchesNone: '还没有收过。',
  batchBy: (who: string, when: string) => `${when} ${who}`,
  batchMine: '您收的',
  batchOther: '别的管理员收的',
  batchOperator: '机房里收的',
  batchCounts: (added: number, changed: number) => `新增 ${added}，改动 ${changed}`,
  batchDisputed: (count: number) => `${count} 处跟驿站写的不一样`,
  batchRefused: (count: number) => `不收 ${count} 行`,
  batchUndo: '撤回',
  batchUndoOf: (source: string) => `撤回${spaced(source)}这一批`,
  batchUndoSure: '真的整批撤回？',
  batchUndoNot: '不撤了',
  batchUndone: '已撤回',
  batchUndoneNow: (restored: number, closed: number) =>
    `撤回了：${some([restored, `${restored} 处改回原样`], [closed, `${closed} 处撤下`]) || '没有要改的'}。`,
  batchChangedSince: (count: number) => `${count} 处后来有人改过，没有动。`,
  batchElsewhere: '有一部分不归您管，要上一级来撤。',

  disputes: '名单和这里写的不一样',
  disputesFrom: (source: string, day: string) =>
    `${day}${spaced(source)}的名单。没定以前，骑手看到的是这里写的。`,
  disputeList: '：名单上写',
  disputeHere: '这里写',
  disputeTake: '用名单的',
  disputeTakeOf: (what: string) => `${what}用名单的`,
  disputeKeep: '还用这里的',
  disputeKeepOf: (what: string) => `${what}还用这里的`,
  disputeTaken: '用了名单上的',
  disputeKept: '还用这里的。名单再写一样的，不再问您。',
}
