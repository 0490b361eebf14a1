import { keySuiteWords } from '#iso8583/dialect.ts'
import type { Tongue } from '#words/say.ts'
import type { CardStep, ResultCard } from './card.ts'

const words = {
  title: ['终端功能测试结果卡', 'Result card of a terminal’s functional test'],
  passed: ['这台终端通过了验收测试', 'This terminal has passed its acceptance test'],
  failed: ['这台终端没有通过验收测试', 'This terminal has not passed its acceptance test'],
  passedWhy: [
    '下面每一步都是终端和测试主机真实收发报文做出来的，主机亲眼看过才算；没有人能手工打勾。',
    'Each step below was done in real messages between the terminal and the test host, and counts because the host saw it; nobody could tick a box.',
  ],
  failedWhy: [
    '不通过就不能开通。请让上门人员修好或换一台，再重新测试。',
    'Nothing goes live without a pass. Have it repaired or changed, then tested again.',
  ],
  only: [
    '这张卡只说这一个序列号、这一次上门和这一次绑定。机身、菜单里的序列号与下面不同，这张卡就不作数：请停用终端，并告诉收单机构。',
    'This card speaks of this serial number, this visit and this binding alone. Should the number on the terminal or in its menu differ, the card is worth nothing: stop using the terminal and tell the acquirer.',
  ],
  shop: ['店铺', 'Shop'],
  region: ['行政区划', 'Division'],
  serial: ['终端序列号', 'Serial number'],
  model: ['型号', 'Model'],
  numbers: ['终端号 / 商户号', 'Terminal / merchant number'],
  dialect: ['报文规范', 'Message dialect'],
  cipher: ['密钥算法', 'Cipher of the keys'],
  tied: ['是不是这一台', 'This very terminal?'],
  tiedByKey: [
    '是：测试时它用只有它才有的密钥证明了自己（{at}）',
    'Yes: during the test it proved itself with a key only it holds ({at})',
  ],
  tiedBySerial: [
    '只凭序列号认定，这台机器自己证明不了身份。请看机身标签：号码须与这里一致；不一致就不要用，并告诉收单机构',
    'By its serial number only; this terminal has no way to prove itself. Look at its label: the number must be the one here. If not, do not use it and tell the acquirer',
  ],
  technician: ['测试人', 'Tested by'],
  when: ['测试时间', 'Tested'],
  bound: ['绑定于', 'Bound'],
  acquirer: ['收单机构', 'Acquirer'],
  suite: ['验收套件', 'Suite'],
  chinaTime: ['北京时间', 'China time'],
  startedOver: [
    '测试中终端或主机重新开始过，次数：',
    'Times the terminal or the host started over during the test: ',
  ],
  goodDay: ['平时的交易', 'On a good day'],
  badDay: ['出毛病的时候', 'On a bad day'],
  step: ['试了什么，应当怎样', 'What was tried, and what should happen'],
  result: ['结果', 'Result'],
  seen: ['通过', 'Passed'],
  notSeen: ['未通过', 'Not passed'],
  notTried: ['没有做', 'Not done'],
  failures: ['之前失败次数：', 'Failed before, times: '],
  check: ['怎样自己核验，不必相信任何人', 'How to check it yourself, trusting nobody'],
  code: ['核验码（SHA-256）', 'Verification code (SHA-256)'],
  qr: ['二维码里是核验码', 'The QR code holds the verification code'],
  key: ['签名公钥', 'Signed by the key'],
  one: [
    '签过名的原件夹带在这份PDF里（附件 {name}）。只有纸的，请向商户、上门人员或收单机构要PDF。',
    'The signed original travels inside this PDF (attachment {name}). Whoever has only paper asks the shop, the technician or the acquirer for the PDF.',
  ],
  two: [
    '平台公钥不要抄这张纸上的：从平台的 {url} 取，再向另一个人（监管机构、别的商户）要同一行，核对一致后存成 key.txt。',
    'Do not take the house’s key from this page: fetch it at {url}, ask somebody else (the regulator, another shop) for the same line, and when they agree keep it as key.txt.',
  ],
  three: [
    '在自己的电脑上断网执行：npx fangxin verify 这份.pdf --trust key.txt --code 核验码。它核对签名和每一个字节，核对这一页就是按签过名的内容排出来的，再把内容念一遍。',
    'On your own computer, offline: npx fangxin verify THIS.pdf --trust key.txt --code CODE. It checks the signature and every byte, and that this page is what the signed content looks like, and reads the content out.',
  ],
  four: [
    "不用我们的程序也行：pdfdetach -saveall 取出附件；sed '/^$/,$d' 附件 | sha256sum 得到的就是核验码；最后一行是对空行之前全部文字的 Ed25519 签名（C2SP signed note 格式）。",
    "Without our program: pdfdetach -saveall takes the attachment out; sed '/^$/,$d' ATTACHMENT | sha256sum gives the verification code; the last line is an Ed25519 signature over all text before the empty line (C2SP signed note).",
  ],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>

/** An instant as a clock in China shows it. */
const chinaClock = (at: string): string =>
  new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

/** Eight letters a group: somebody compares them by eye. */
const grouped = (digest: string): string => digest.match(/.{8}/gu)?.join(' ') ?? digest

/** What the card's page says, in one language. It knows the card alone, so that anybody can set the same page again. */
export const cardPage = (card: ResultCard, digest: string, lang: Tongue) => {
  const at = lang === 'zh' ? 0 : 1
  const t = (name: keyof typeof words) => words[name][at]
  const aside = (text: string) => (lang === 'zh' ? `（${text}）` : ` (${text})`)
  const china = aside(t('chinaTime'))
  const { terminal, shop, suite, steps } = card
  const name = `${terminal.serialNo}.fangxin-card`
  const result = ({ state }: CardStep) =>
    state === 'seen' ? 'seen' : state === 'waiting' ? 'notTried' : 'notSeen'
  const rows = (badDay: boolean) =>
    steps
      .filter((step) => step.badDay === badDay)
      .map((step) => ({
        title: step.title[lang],
        expects: step.expects[lang],
        result: t(result(step)),
        tone: result(step),
        note: step.failures > 0 ? `${t('failures')}${step.failures}` : '',
      }))
  const [origin = ''] = card.key.split('+')
  const filled = (text: string) => text.replace('{name}', name).replace('{url}', `${origin}/key`)
  return {
    ...{ lang, name, title: t('title'), outcome: card.outcome, verdict: t(card.outcome) },
    why: [t(card.outcome === 'passed' ? 'passedWhy' : 'failedWhy'), t('only')],
    facts: [
      [t('shop'), shop.regionCode ? shop.name + aside(`${t('region')} ${shop.regionCode}`) : shop.name],
      [t('serial'), terminal.serialNo],
      ...(terminal.selfProof === undefined
        ? []
        : [
            [
              t('tied'),
              terminal.selfProof === null
                ? t('tiedBySerial')
                : t('tiedByKey').replace('{at}', chinaClock(terminal.selfProof.provedAt)),
            ],
          ]),
      [t('model'), terminal.modelCode],
      [t('numbers'), `${terminal.terminalNo} / ${terminal.merchantNo}`],
      [t('cipher'), keySuiteWords[terminal.keySuite ?? 'tdes'][lang]],
      ...(terminal.dialect ? [[t('dialect'), `${terminal.dialect.name} ${terminal.dialect.version}`]] : []),
      [t('technician'), card.visit.technician],
      [t('when'), `${chinaClock(card.openedAt)} – ${chinaClock(card.endedAt)}${china}`],
      [t('bound'), chinaClock(card.boundAt) + china],
      [t('acquirer'), card.acquirer],
      [t('suite'), suite.title[lang] + aside(`${suite.name} ${suite.version}`)],
    ],
    note: card.startedOver > 0 ? `${t('startedOver')}${card.startedOver}` : '',
    head: [t('step'), t('result')],
    groups: [
      { title: t('goodDay'), rows: rows(false) },
      { title: t('badDay'), rows: rows(true) },
    ],
    check: {
      ...{ title: t('check'), code: t('code'), digest: grouped(digest), qr: t('qr') },
      ...{ key: t('key'), keyLine: card.key },
      steps: [filled(t('one')), filled(t('two')), t('three'), t('four')],
    },
  }
}

/** What the QR code says: enough to find the words on this page again, and to know whose signature to look for. */
export const cardCode = (card: ResultCard, digest: string): string =>
  `fangxin-card ${digest} ${card.key.split('+')[0] ?? ''}`
