import { words } from '../wording.ts'

/** The result card: what a terminal has shown, for the shop and for whoever examines it. */
export const cardWords = words({
  title: ['测试结果卡', 'Result card'],
  passed: ['这台终端通过了验收测试', 'This terminal has passed its acceptance test'],
  failed: ['这台终端没有通过验收测试', 'This terminal has not passed its acceptance test'],
  passedWhy: [
    '正常交易和异常场景都由测试主机亲眼看过，没有人能手工打勾。',
    'The test host itself saw good days and bad days; nobody could tick a box.',
  ],
  failedWhy: [
    '不通过就不能开通。修好或换一台后重新测试。',
    'Nothing goes live without a pass. Repair or change it, then test again.',
  ],
  shop: ['店铺', 'Shop'],
  region: ['行政区划 {code}', 'division {code}'],
  serial: ['终端序列号', 'Serial number'],
  tied: ['是不是这一台', 'This very terminal?'],
  tiedByKey: [
    '是：测试时它用只有它才有的密钥证明了自己（{at}）',
    'Yes: during the test it proved itself with a key only it holds ({at})',
  ],
  tiedBySerial: [
    '只凭序列号认定，这台机器自己证明不了身份。请看机身标签：号码须与这里一致；不一致就不要用，并告诉收单机构',
    'By its serial number only; this terminal has no way to prove itself. Look at its label: the number must be the one here. If not, do not use it and tell the acquirer',
  ],
  model: ['型号', 'Model'],
  numbers: ['终端号 / 商户号', 'Terminal / merchant number'],
  dialect: ['报文规范', 'Message dialect'],
  keySuite: ['密钥算法', 'Cipher of the keys'],
  technician: ['测试人', 'Tested by'],
  when: ['时间', 'Time'],
  fromUntil: ['{from} 至 {until}', '{from} to {until}'],
  bound: ['绑定于', 'Bound'],
  acquirer: ['收单机构', 'Acquirer'],
  suite: ['验收套件', 'Suite'],
  suiteVersion: ['{title}，第 {version} 版', '{title}, version {version}'],
  tried: ['试了什么，结果如何', 'What was tried, and what came of it'],
  goodDay: ['正常交易', 'A good day'],
  badDay: ['异常场景', 'A bad day'],
  seen: ['通过', 'Passed'],
  notSeen: ['未通过', 'Not passed'],
  notTried: ['没有做', 'Not done'],
  failures: [
    '{n, plural, other {之前失败 # 次}}',
    '{n, plural, one {failed once before} other {failed # times before}}',
  ],
  startedOver: [
    '{n, plural, other {测试中终端或主机重新开始过 # 次}}',
    '{n, plural, one {The terminal or the host started over once} other {The terminal or the host started over # times}}',
  ],
  print: ['打印', 'Print'],
  pdf: ['下载结果卡（PDF）', 'Download the card (PDF)'],
  save: ['保存签名文件', 'Save the signed file'],
  signed: [
    '这张卡由本平台签名，改动一个字节即失效。不必相信我们：懂行的人可用签名文件离线核验，命令是 fangxin verify 文件名 --trust 平台公钥（/log/key）。',
    'This card is signed by this house; one changed byte and it is refused. No need to trust us: somebody who knows how can check the signed file offline with fangxin verify FILE --trust the house’s key (/log/key).',
  ],
  digest: ['SHA-256', 'SHA-256'],
})
