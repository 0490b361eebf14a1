import { words } from '../wording.ts'

export const visitScreenWords = words({
  title: ['上门安排', 'Visits'],
  none: ['还没有约定上门', 'No visit yet'],
  noneWhy: [
    '服务商约定时间后，您可以在这里确认或改约。',
    'When the provider proposes a time, you confirm or decline it here.',
  ],
  who: ['来的人', 'Who comes'],
  what: ['来做什么', 'What for'],
  byTicket: ['您报的工单', 'Your ticket'],
  seeTicket: ['查看', 'See it'],
  never: ['不该要的', 'What must not be asked'],
  neverWhat: [
    '现金或转账、证件原件、银行卡、卡号、密码、短信验证码。谁要都不要给。',
    'Cash or transfers, original papers, bank cards, card numbers, passwords, text-message codes. Give them to nobody.',
  ],
  doSurvey: [
    '看店面、量位置和信号，不带走东西。',
    'Looks at the shop, measures place and signal; takes nothing along.',
  ],
  doInstall: ['装终端、测试、教您用。', 'Installs and tests the terminal and shows you how it works.'],
  doInspection: [
    '看终端有没有被动过，拍正反面照片。不拆机，不带走。',
    'Looks whether the terminal was tampered with and photographs front and back. Opens nothing, takes nothing along.',
  ],
  doRepair: [
    '当场修，或把终端带回收单机构修。带走要用手机扫码、双方签收。',
    'Repairs on the spot, or takes the terminal to the acquirer. Taking it along needs both your phones’ codes.',
  ],
  doReplacement: [
    '取走旧终端，双方扫码签收。新终端另约时间安装。',
    'Takes the old terminal, signed for by both phones. The new one is installed by a visit of its own.',
  ],
  doReturn: [
    '取回终端，双方扫码签收。没有签收就不要交出去。',
    'Takes the terminal back, signed for by both phones. Without that, do not hand it over.',
  ],
  until: ['{from} 至 {until}', '{from} to {until}'],
  confirm: ['确认这个时间', 'Confirm this time'],
  decline: ['时间不合适，改约', 'Decline, ask for another time'],
  confirmed: ['已确认上门时间', 'Visit confirmed'],
  declined: ['已请服务商另约时间', 'The provider will propose another time'],
  door: ['门口核验', 'Door check'],
  doorTitle: ['门口核验', 'Door check'],
  doorLead: [
    '先看对方的，再报您的。核对不上就不要开门。',
    'Theirs first, then yours. If it does not match, do not let them in.',
  ],
  theirBadge: ['来的人应当是', 'The visitor should be'],
  badgeNo: ['工牌号', 'Badge'],
  noBadge: ['未登记', 'Not registered'],
  filingNo: ['备案号', 'Filing number'],
  theirCode: ['请对方出示核验码，应当是', 'Ask for their code; it should be'],
  same: ['姓名、工牌和核验码都一致', 'Name, badge and code all match'],
  different: ['对不上', 'Something differs'],
  yourCode: ['现在把您的码念给对方', 'Now read your code to them'],
  yourCodeWhy: [
    '对方在自己的手机上输入后，到店才算数。',
    'They enter it on their phone; only then does the visit count.',
  ],
  hide: ['收起', 'Hide'],
  arrived: ['核验已完成，上门人员已到店', 'Checked: the visitor has arrived'],
  differentTitle: ['不要开门，不要报您的码', 'Do not let them in; keep your code to yourself'],
  differentWhy: [
    '请打服务商备案的服务电话核实，也可以直接改约。来人要求转账、要验证码或要拿走旧机器时，立即报警 110。',
    'Call the provider on the hotline of the directory, or decline the visit. If money, codes or your old terminal are demanded, call the police (110).',
  ],
  noCode: ['您的码会在约定当天出现在这里。', 'Your code appears here on the day of the visit.'],
  notStanding: ['这次上门已取消或已结束', 'This visit is cancelled or over'],
})
