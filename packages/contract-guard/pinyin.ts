/** Sales texts slip letters into risky words (刷ka卡, 信xi息) or put them in place of one (押jin, 套xian). */
const spellings: Readonly<Record<string, string>> = {
  ka: '卡',
  xi: '息',
  zheng: '证',
  shu: '书',
  fei: '费',
  lv: '率',
  lu: '率',
  ya: '押',
  jin: '金',
  tao: '套',
  xian: '现',
  shua: '刷',
  dai: '贷代',
  kuan: '款',
  zha: '诈',
  pian: '骗',
  hei: '黑',
  hu: '户',
  zhang: '账',
  hao: '号',
  ma: '码',
  mi: '密',
  qian: '钱签',
  tui: '退',
  huan: '还',
  yin: '银',
  hang: '行',
  ti: '提',
  zhi: '支执',
  fu: '付服',
  ji: '机激',
  huo: '活',
  dan: '单',
  jie: '结',
  suan: '算',
  qing: '清',
  bao: '保',
  he: '合',
  tong: '同',
  shen: '身',
  fen: '份',
  xin: '信',
}

/** Words that remain when letters stand in for their second or first character. */
const hidden: Readonly<Record<string, string>> = {
  押jin: '押金',
  ya金: '押金',
  套xian: '套现',
  tao现: '套现',
  fei率: '费率',
  费lv: '费率',
  流量fei: '流量费',
  激活fei: '激活费',
  手续fei: '手续费',
  信用ka: '信用卡',
  刷ka: '刷卡',
  shua卡: '刷卡',
}

/** Characters that sound or look like the one meant. */
const misspelt: Readonly<Record<string, string>> = {
  炸骗: '诈骗',
  诈编: '诈骗',
  帐户: '账户',
  帐号: '账号',
  到帐: '到账',
  入帐: '入账',
  转帐: '转账',
  押今: '押金',
  费律: '费率',
  费绿: '费率',
  套限: '套现',
  提限: '提现',
  刷咔: '刷卡',
}

export const letterRun = /(\p{Script=Han}{0,2})([a-z]{2,6})(\p{Script=Han}?)/gu
export const bracketed = /(\p{Script=Han})\(([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,7})\)/gu
export const misspelling = new RegExp(Object.keys(misspelt).join('|'), 'gu')

/** The reading of `前letters后` without the evasion; `null` when the letters are a word of their own. */
export const withoutLetters = (before: string, letters: string, after: string): string | null => {
  const meant = spellings[letters]
  if (meant === undefined) return null
  const last = before.slice(-1)
  if (after !== '' && meant.includes(after)) return before + after
  if (last !== '' && meant.includes(last)) return before + after
  for (const head of [before, last]) {
    const word = hidden[head + letters]
    if (head !== '' && word !== undefined) return before.slice(0, before.length - head.length) + word + after
  }
  const word = after === '' ? undefined : hidden[letters + after]
  return word === undefined ? null : before + word
}

/** Whether bracketed letters merely spell the character before them: 商(shāng)户. */
export const spells = (character: string, letters: string): boolean =>
  /[^a-z]/u.test(letters) || (spellings[letters]?.includes(character) ?? false)

export const meantBy = (word: string): string | null => misspelt[word] ?? null
