import { words } from '../../wording.ts'

export const myLookWords = words({
  title: ['谁看过我的资料', 'Who saw my data'],
  lead: [
    '别人平时只看到掩码。每次看明文，都先记入公开日志，再显示给对方。',
    'Others see masks. A look in clear stands in the public log before the reader sees anything.',
  ],
  looks: ['查看记录', 'Looks'],
  none: ['还没有人看过', 'Nobody has looked yet'],
  noneWhy: [
    '有人查看您的资料时，这里会写明是谁、看了什么、为什么。',
    'When somebody does, you read here who it was, what they saw and why.',
  ],
  sawFields: ['看了：{fields}', 'Saw: {fields}'],
  said: ['对方写明的用途：', 'Purpose, in the reader’s words: '],
  gone: ['理由已随资料销毁或封存', 'The words were destroyed or sealed off with the data'],
  entry: ['公开日志第 {n} 条', 'Entry {n} of the public log'],
  notNumbered: ['正在写入公开日志', 'On its way into the public log'],
  byTwo: ['紧急查看 · 两人复核', 'Break-glass · two people'],
  ofShop: ['店铺：{shop}', 'Shop: {shop}'],
  nowTitle: ['现在谁可以看', 'Who may look now'],
  nowNone: ['现在没有人可以看明文。', 'Nobody may see your data in clear now.'],
  past: ['以前的授权（{n}）', 'Earlier grants ({n})'],
  ofCase: ['按办理查看授权', 'Grants by case'],
  ofCaseNote: ['现在谁可以看这家店的资料', 'Who may look into this shop’s data now'],
  fieldCount: ['可看 {n} 项', '{n, plural, one {# field} other {# fields}}'],
  noLookYet: ['还没有看过', 'Has not looked yet'],
  asked: ['申请理由：', 'Reason given: '],
  'by-review': [
    '您提交申请，由领取审核的人员查看。',
    'You handed the application in; whoever claimed its review may look.',
  ],
  'by-second-review': [
    '初审之后，由第二位审核人员独立复核。',
    'After the first opinion a second reviewer looks independently.',
  ],
  'by-handler-check': [
    '安装时登记了经办人，由收单机构核对。',
    'A handler was recorded at the installation; the acquirer checks it.',
  ],
  'by-registry-report': [
    '收单机构按规定向清算机构报送终端绑定信息。',
    'The acquirer reports the terminal’s binding to the clearing body, as the law demands.',
  ],
  'by-inspection': [
    '技术员上门检查了终端，收单机构查看照片。',
    'A technician inspected the terminal; the acquirer looks at the photos.',
  ],
  'by-correction': [
    '您请求更正，收单机构核对更正前后的内容。',
    'You asked for a correction; the acquirer compares the value before and after.',
  ],
  'by-visit': ['您确认了上门时间。', 'You confirmed the time of the visit.'],
  'by-break-glass': [
    '收单机构申请紧急查看，同事 {who} 复核。',
    'The acquirer asked for a break-glass look; {who} confirmed it.',
  ],
  'by-break-glass-open': [
    '收单机构申请紧急查看；同事复核之前，什么也打不开。',
    'The acquirer asked for a break-glass look; until a colleague confirms it, it opens nothing.',
  ],
  wrong: ['有人不该看？', 'Should somebody not have looked?'],
  wrongWhy: [
    '请提交「个人信息」类投诉，收单机构须限时答复，监管看得到。',
    'Send a complaint of the kind “Personal data”: the acquirer has to answer in time and supervision sees it.',
  ],
  complain: ['去投诉', 'Complain'],
  check: ['怎么核对公开日志', 'How to check the public log'],
  checkWhy: [
    '公开日志只增不改，里面没有您的资料，只有每条记录的加盐摘要。检查点第二行是日志总条数，应当大于上面的序号；由日志签名，谁都可以保存下来，日后比对。需要某一条的证明文件，可以向收单机构或监管索取，用公开工具离线核验。',
    'The public log only grows. It holds none of your data, only a salted digest of each record. The second line of the checkpoint is the number of entries and must be above the numbers here; it is signed, and anybody may keep it to compare later. The proof of one entry can be had from the acquirer or the regulator and is verified offline with public tools.',
  ],
  checkpoint: ['打开日志检查点', 'Open the log’s checkpoint'],
  logKey: ['打开核验公钥', 'Open the verifier key'],
})
