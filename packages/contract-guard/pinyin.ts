/** How the characters of risky words are read: a sales text slips the letters in, or puts them in place of one. */
const readings =
  'ka卡 xi息系 zheng证 shu书 fei费 lv率 lu率 ya押 jin金 tao套 xian现 shua刷 dai贷代 kuan款 zha诈 pian骗 hei黑 hu户 ' +
  'zhang账 hao号 ma码 mi密 qian钱签 tui退 huan还 yin银 hang行 ti提 zhi支执 fu付服 ji机激 huo活 dan单 jie结借 suan算 ' +
  'qing清 bao保 he合 tong同 shen身 fen份 xin信 liu流 liang量 shang商 shou手收 xu续 xun讯 wei违微 yue约 dong冻 kou扣 ' +
  'hua划 dao到 miao秒 lian联 fan返 she设 bei备 wu务 feng封 ding顶 e额 du度 ti提 jia价 yan验 zu租 lin淋'

const readingOf = new Map<string, string>()
const readAs = new Map<string, string>()
for (const [, letters = '', characters = ''] of readings.matchAll(/([a-z]+)(\p{Script=Han}+)/gu)) {
  readAs.set(letters, (readAs.get(letters) ?? '') + characters)
  for (const one of characters) if (!readingOf.has(one)) readingOf.set(one, letters)
}

/** Words worth hiding. Each is known with any one of its characters, or all of them, written in letters. */
const riskyWords =
  '押金 费率 手续费 流量费 激活费 服务费 设备费 保证金 信用卡 贷记卡 借记卡 银行卡 刷卡 套现 提现 返现 退款 退还 返还 扣款 扣费 ' +
  '秒到 到账 结算 冻结 诈骗 黑户 银联 支付 代还 贷款 提额 额度 封顶 违约金 密码 号码 验证 信息 证件 身份证 账户 账号 合同 商户 租金'

/** Readings the table above writes in two ways. */
const otherReading: Readonly<Record<string, string>> = { lv: 'lu' }

const hidden = new Map<string, string>()
for (const word of riskyWords.split(' ')) {
  const characters = [...word]
  const letters = characters.map((one) => readingOf.get(one) ?? '')
  for (const [at, reading] of letters.entries()) {
    if (reading === '') continue
    for (const one of [reading, otherReading[reading]])
      if (one !== undefined)
        hidden.set([...characters.slice(0, at), one, ...characters.slice(at + 1)].join(''), word)
  }
  if (letters.every((reading) => reading !== '')) hidden.set(letters.join(''), word)
}

/** Words that sound or look like the one meant, and older forms of one word. */
const misspelt: Readonly<Record<string, string>> = {
  炸骗: '诈骗',
  诈编: '诈骗',
  榨骗: '诈骗',
  帐户: '账户',
  帐号: '账号',
  帐单: '账单',
  对帐: '对账',
  到帐: '到账',
  入帐: '入账',
  转帐: '转账',
  押今: '押金',
  压金: '押金',
  押斤: '押金',
  鸭金: '押金',
  费律: '费率',
  费绿: '费率',
  废率: '费率',
  费侓: '费率',
  套限: '套现',
  套线: '套现',
  提限: '提现',
  刷咔: '刷卡',
  信用咔: '信用卡',
  首续费: '手续费',
  手序费: '手续费',
  手绪费: '手续费',
  激话费: '激活费',
  流亮费: '流量费',
  保正金: '保证金',
  违约斤: '违约金',
  返陷: '返现',
  自巳: '自己',
  银莲: '银联',
  无须: '无需',
  毋须: '无需',
  毋需: '无需',
  勿须: '无需',
  勿需: '无需',
  毋庸: '无需',
  无庸: '无需',
}

/** Marks and pictures put inside a word so that no filter sees it. */
const inside = String.raw`[\p{Extended_Pictographic}\p{Sk}·•∙.\-_/|~^+#@&=<>…—–'"‘’“”]{1,3}`
const splitAgain =
  '押金 费率 手续费 流量费 激活费 服务费 管理费 保证金 信用卡 刷卡 套现 提现 返现 不退 不予退还 退还 返还 扣款 扣除 秒到 到账 结算 冻结 ' +
  '违约金 免责 不负责 无需通知 公告 调整 信息 证件 验证码 密码 一机多户 跳码 套码 银联 央行 包装 养卡 提额'

/** Names of risky words with marks inside; what is inside falls out. */
export const brokenWord = new RegExp(
  splitAgain
    .split(' ')
    .map((word) => [...word].join(`(?:${inside})?`))
    .join('|'),
  'gu',
)
export const marksInside = /[^\p{Script=Han}]/gu

export const letterRun = /(\p{Script=Han}{0,2})([a-z]{1,12})(\p{Script=Han}{0,2})/gu
export const bracketed = /(\p{Script=Han})\(([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,7})\)/gu
export const misspelling = new RegExp(Object.keys(misspelt).join('|'), 'gu')

/** The reading of `前letters后` without the evasion; `null` when the letters are a word of their own. */
export const withoutLetters = (before: string, letters: string, after: string): string | null => {
  const meant = readAs.get(letters) ?? ''
  if (meant === '' && !hidden.has(letters)) return null
  if (after !== '' && meant.includes(after.charAt(0))) return before + after
  if (before !== '' && meant.includes(before.slice(-1))) return before + after
  for (const left of [before, before.slice(-1), ''])
    for (const right of [after, after.charAt(0), '']) {
      const word = hidden.get(left + letters + right)
      if (word !== undefined && (left + right !== '' || letters.length >= 5))
        return before.slice(0, before.length - left.length) + word + after.slice(right.length)
    }
  return null
}

/** Whether bracketed letters merely spell the character before them: 商(shāng)户. */
export const spells = (character: string, letters: string): boolean =>
  /[^a-z]/u.test(letters) || (readAs.get(letters)?.includes(character) ?? false)

export const meantBy = (word: string): string | null => misspelt[word] ?? null
