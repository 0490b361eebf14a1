/** The run at the counter, its suite and its result card: they share the letters of the functional test. */
export const testRunRules = {
  'TEST-8': {
    happened: ['测试套件文件有错，不能使用。', 'The suite’s file is not sound and is not used.'],
    remedy: ['请按错误提示改正文件后重新启动。', 'Correct the file as the message says, then start again.'],
  },
  'TEST-10': {
    happened: ['这不是一张完整的测试结果卡。', 'This is not a whole result card.'],
    remedy: ['请不要采信，重新向平台下载。', 'Do not rely on it; download it again.'],
  },
  'TEST-11': {
    happened: [
      '结果卡被改动过，或者不是您信任的平台签发的。',
      'The result card was changed, or was not signed by the house you trust.',
    ],
    remedy: [
      '请不要采信；向平台核对公钥，重新下载。',
      'Do not rely on it; compare the house’s key and download the card again.',
    ],
  },
  'TEST-15': {
    happened: [
      '这份PDF的页面不是按里面签过名的内容排出来的：可能被改过，也可能出自本程序的另一版本。',
      'The page of this PDF is not what the signed card inside looks like: it was changed, or set by another version of this program.',
    ],
    remedy: [
      '请不要看页面，只看下面列出的签过名的内容。',
      'Do not go by the page; go by the signed content told below.',
    ],
  },
  'TEST-16': {
    happened: ['纸上的核验码不是这张结果卡的。', 'The code on the paper is not this result card’s.'],
    remedy: [
      '纸和文件不是一回事：请向收单机构要这台终端的结果卡。',
      'Paper and file are two things: ask the acquirer for this terminal’s result card.',
    ],
  },
  'TEST-12': {
    happened: [
      '同名同版本的测试套件已有另一份内容。',
      'Another text already bears this suite’s name and version.',
    ],
    remedy: ['请平台运营把新套件的版本号加一。', 'The operator gives the new suite the next version number.'],
  },
  'TEST-13': {
    happened: ['这次测试的报文太多，已结束。', 'This run heard too many messages and has ended.'],
    remedy: [
      '请检查终端是否在反复重发，再重新测试。',
      'See whether the terminal repeats itself, then test again.',
    ],
  },
  'TEST-14': {
    happened: ['同一步失败次数太多，这次测试不通过。', 'One step failed too often; this run has not passed.'],
    remedy: [
      '请检查终端程序和参数；修好或换一台后重新测试。',
      'Check software and parameters; repair or change the terminal, then test again.',
    ],
  },
  'TEST-20': {
    happened: [
      '这台终端能用自己的密钥证明身份，但这次测试期间没有证明，不能签发结果卡。',
      'This terminal can prove itself with its own key and has not done so during this run: no card is signed.',
    ],
    remedy: [
      '请重新开始测试，先让终端自证一次，再做各步；没有登记身份的，请收单机构先发登记码；机型其实不能自证的，请收单机构改正型号目录。',
      'Open a new run and let the terminal prove itself before its steps; without an identity the acquirer gives it a code to enrol first; if the model cannot after all, the acquirer corrects the catalogue.',
    ],
  },
  'TEST-17': {
    happened: ['平台没有这份报文规范：{dialect}。', 'This house holds no dialect of the name {dialect}.'],
    remedy: [
      '请选平台列出的规范；要新的，请平台运营把它的文件放进 ISO8583_DIALECTS 文件夹后重启。',
      'Choose one of those it lists; for a new one the operator puts its file into the folder ISO8583_DIALECTS and restarts.',
    ],
  },
  'TEST-18': {
    happened: ['报文规范的生效日 {day} 已经过去。', 'The day this dialect should begin, {day}, is past.'],
    remedy: ['请另选今天或以后的日期。', 'Choose today or a later day.'],
  },
  'TEST-19': {
    happened: [
      '报文规范要由另一个人确认，而且只确认一次。',
      'A choice of dialect is confirmed by another person, and once.',
    ],
    remedy: ['请另一位同事或平台运营确认。', 'Let a colleague or the operator confirm it.'],
  },
} as const
