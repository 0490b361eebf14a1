import type { OutputOf } from '#api/calls.ts'
import { words } from '../../wording.ts'

type Row = OutputOf<'fleet.list'>['items'][number]
type Pair = readonly [zh: string, en: string]

export const incidentWords: Readonly<Record<Row['openIncidents'][number], Pair>> = {
  tampered: ['机身被打开', 'Opened'],
  moved: ['离开绑定地点', 'Moved'],
  silent: ['失联', 'Silent'],
  'firmware-foreign': ['固件不明', 'Foreign firmware'],
  'surface-doubted': ['外观检查不符', 'Inspection found something amiss'],
  unsent: ['未结算', 'Not settled'],
  'clock-off': ['时钟偏差', 'Clock off'],
  dormant: ['三个月无交易', 'Dormant'],
  stopped: ['一年无交易', 'Out of use'],
}

export const printerWords: Readonly<Record<NonNullable<Row['printer']>, Pair>> = {
  none: ['无打印机', 'None'],
  ok: ['正常', 'Fine'],
  'no-paper': ['缺纸', 'No paper'],
  fault: ['故障', 'Fault'],
}

export const healthWords: Readonly<Record<NonNullable<Row['health']>, Pair>> = {
  ok: ['正常', 'Fine'],
  degraded: ['部分异常', 'Degraded'],
  fault: ['故障', 'Fault'],
}

export const showWords = {
  silent: ['失联', 'Silent'],
  incident: ['有未结事件', 'With an open incident'],
  battery: ['电量低', 'Low battery'],
  printer: ['打印机缺纸或故障', 'Printer needs help'],
  unsent: ['有未结算交易', 'Not settled'],
  'never-heard': ['从未上报', 'Never heard of'],
  standby: ['暂停使用', 'Put away'],
} as const satisfies Readonly<Record<string, Pair>>

export const carrierWords: Readonly<Record<string, Pair>> = {
  'china-mobile': ['中国移动', 'China Mobile'],
  'china-unicom': ['中国联通', 'China Unicom'],
  'china-telecom': ['中国电信', 'China Telecom'],
  'china-broadnet': ['中国广电', 'China Broadnet'],
}

export const memberWords = {
  out: ['仍失联', 'Still silent'],
  heard: ['已恢复', 'Heard again'],
  'own-incident': ['转为单独事件', 'Has an incident of its own'],
  'left-shop': ['已离店', 'Left the shop'],
} as const satisfies Readonly<Record<string, Pair>>

export const standbyWords: Readonly<Record<NonNullable<Row['standby']>['reason'], Pair>> = {
  stored: ['收起存放', 'Stored'],
  season: ['季节性停业', 'Closed for the season'],
}

export const fleetWords = words({
  outages: ['运营商中断', 'Carriers’ outages'],
  outagesLead: [
    '同一运营商、同一区县的终端几分钟内一起失联，记为一次中断，不逐台报警。',
    'Terminals of one carrier and district that fall silent within minutes are one outage, not an alarm each.',
  ],
  carrier: ['运营商', 'Carrier'],
  district: ['区县代码', 'District code'],
  members: ['终端', 'Terminals'],
  membersOf: ['{out} 台失联，{heard} 台已恢复', '{out} silent, {heard} heard again'],
  ownIncidents: ['{n} 台转为单独事件', '{n} with an incident of their own'],
  showMembers: ['看终端', 'Show terminals'],
  showMembersOf: ['看终端：{carrier} {district}', 'Show terminals: {carrier}, {district}'],
  outageOver: ['已结束', 'Over'],
  carrierBack: ['运营商已恢复', 'Carrier is back'],
  carrierOut: ['中断中', 'Out'],
  acknowledgeOutage: [
    '着手处理 {carrier} {district} 的中断',
    'Take it up: outage of {carrier} in {district}',
  ],
  since: ['时间', 'Time'],
  standby: ['暂停使用', 'Put away'],
  standbyUntil: ['至 {until}', 'until {until}'],
  title: ['在用终端', 'Terminals at work'],
  lead: [
    '终端每五分钟上报一次；十五分钟没有消息视为失联。',
    'Terminals report every five minutes; after fifteen without a word they count as silent.',
  ],
  none: ['没有符合条件的终端', 'No terminal to show'],
  noneWhy: [
    '终端绑定后凭身份自行领取工作密钥，随即出现在这里。',
    'A bound terminal takes its working key by its identity, and then appears here.',
  ],
  show: ['只看', 'Show'],
  serialNo: ['序列号', 'Serial number'],
  lastHeard: ['最近上报', 'Last heard'],
  never: ['从未', 'Never'],
  silent: ['失联', 'Silent'],
  health: ['运行', 'Health'],
  printer: ['打印机', 'Printer'],
  battery: ['电量', 'Battery'],
  mains: ['市电', 'Mains'],
  signal: ['信号', 'Signal'],
  unsent: ['未结算', 'Unsettled'],
  unsentCount: ['{n} 笔', '{n}'],
  firmware: ['固件', 'Firmware'],
  away: ['离绑定地点', 'From its place'],
  metres: ['{n} 米', '{n} m'],
  openIncidents: ['未结事件', 'Incidents'],
  noIncidents: ['无', 'None'],
  quiet: ['安静时段（更新只在此时进行）', 'Quiet hours (updates only then)'],
  quietOwn: ['商户自定', 'set by the merchant'],
  quietUsual: ['默认', 'the usual ones'],
  beats: ['上报记录', 'Heartbeats'],
  beatNo: ['序号', 'No.'],
  at: ['终端时间', 'Its own time'],
  receivedAt: ['收到时间', 'Received'],
  opened: ['被打开', 'Opened'],
  now: ['现状', 'Now'],

  incidents: ['终端事件', 'Incidents'],
  incidentsLead: [
    '事件只凭证据关闭：后来的心跳，或终端已离店。',
    'An incident ends by evidence only: a later heartbeat, or the terminal’s leaving the shop.',
  ],
  noneOpen: ['没有事件', 'No incidents'],
  state: ['状态', 'State'],
  stateOpen: ['未结', 'Open'],
  stateClosed: ['已结', 'Closed'],
  kind: ['种类', 'Kind'],
  what: ['说明', 'What happened'],
  openedAt: ['发生', 'Opened'],
  actBy: ['着手期限', 'Act by'],
  closeBy: ['了结期限', 'Close by'],
  late: ['超时', 'Late'],
  evidence: ['了结依据', 'Closed by'],
  byHeartbeat: ['第 {what} 次心跳', 'heartbeat {what}'],
  byCustody: ['终端已离店（{what}）', 'the terminal left the shop ({what})'],
  acknowledge: ['着手处理', 'Take it up'],
  acknowledgeOf: ['着手处理 {serial}：{kind}', 'Take it up: {kind} of {serial}'],
  acknowledgeWhy: [
    '记下由您着手处理的时间，不会关闭事件。',
    'Records that you took it up now; it does not close it.',
  ],
  acknowledged: ['已着手', 'Taken up'],
  close: ['关闭', 'Close'],
  closeOf: ['关闭 {serial}：{kind}', 'Close {kind} of {serial}'],
  closeWhy: [
    '只有终端已收回或退役才能这样关闭；仍在商户处的，等心跳证明。',
    'Possible once the terminal is taken back or retired; while it works at the shop, a heartbeat has to show it.',
  ],
  closed: ['已关闭', 'Closed'],
  actions: ['操作', 'Actions'],
  record: ['运行记录', 'Its record'],
})
