/** Signing an agreement, and what a sealed one is refused for. */
export const signingRules = {
  'AGR-20': {
    happened: [
      '这份文本里有无法印出的字符（{characters}）：看不见的控制符、改变书写方向的符号，或字库没有的符号。',
      'The text holds characters that cannot be printed ({characters}): hidden controls, marks that turn the direction of writing, or signs no font has.',
    ],
    remedy: [
      '请删去或换成普通文字后重新提交文本；生僻汉字不受影响，会以编码印出并注明。',
      'Remove or replace them and attach the text again. Rare Chinese characters are no obstacle: they are printed as their code and explained.',
    ],
  },
  'AGR-21': {
    happened: [
      '通行密钥的签名没有通过核对，协议没有签署。',
      'The passkey’s signature did not hold; the agreement is not signed.',
    ],
    remedy: [
      '请在登记过通行密钥的设备上、从同一网址再试一次，或改用短信验证码（丙级）。',
      'Try again on the device where the passkey was added, at the same address, or sign by text-message code (grade C).',
    ],
  },
  'AGR-22': {
    happened: ['没有选定签署方式，或同时选了几种。', 'No way of signing was chosen, or several at once.'],
    remedy: [
      '请只选一种：通行密钥、短信验证码，或已接入的认证机构。',
      'Choose one: the passkey, the code, or a connected authority.',
    ],
  },
  'AGR-23': {
    happened: [
      '签署必须由商户本人登录后进行，接口密钥不能代签。',
      'Signing takes the merchant’s own session; a machine’s key cannot sign.',
    ],
    remedy: ['请商户在自己的手机上登录并签署。', 'Let the merchant sign in and sign on their own phone.'],
  },
  'AGR-24': {
    happened: [
      '这家收单机构还没有可用的签署证书，不能密封协议。',
      'This acquirer has no usable signing certificate, so the agreement cannot be sealed.',
    ],
    remedy: [
      '请运维人员配置证书文件（SIGNING_P12 及密码）后再签署；商户的签署不受影响。',
      'Let the operator configure the certificate file (SIGNING_P12 and its password), then countersign; the merchant’s signature stands.',
    ],
  },
  'AGR-25': {
    happened: [
      '签署证书不在有效期内（{from} 至 {until}），不能密封。',
      'The signing certificate is outside its validity ({from} to {until}) and cannot seal.',
    ],
    remedy: ['请更换在有效期内的证书后再签署。', 'Replace it by a valid certificate, then countersign.'],
  },
  'AGR-26': {
    happened: [
      '时间戳服务没有给出有效答复，协议没有密封，状态没有改变。',
      'The time-stamp authority gave no valid answer; the agreement was not sealed and nothing changed.',
    ],
    remedy: [
      '请稍后再签署一次；持续失败时请运维人员检查 SIGNING_TSA_URL。',
      'Countersign again later; if it keeps failing, let the operator check SIGNING_TSA_URL.',
    ],
  },
  'AGR-27': {
    happened: ['协议排版没有完成，没有保存。', 'The agreement could not be typeset and was not kept.'],
    remedy: ['请稍后重试；文本特别长时请先精简。', 'Try again shortly; shorten a very long text first.'],
  },
  'AGR-28': {
    happened: [
      '这份协议没有可签署的文件（生成于本功能之前，或文件已依法销毁）。',
      'There is no file of this agreement to sign (it is from before files were made, or the file was destroyed as the law asks).',
    ],
    remedy: [
      '请商户拒绝这份文本，由服务商或收单机构重新提交后再签；补充协议由收单机构撤回后重新通知。',
      'Let the merchant refuse this text and have it attached again, then sign; a supplement is withdrawn and notice given anew.',
    ],
  },
  'AGR-29': {
    happened: [
      '没有接入持牌电子认证机构，或它没有确认这次签署。',
      'No licensed certification authority is connected, or it did not confirm this signature.',
    ],
    remedy: [
      '请用通行密钥（乙级）或短信验证码（丙级）签署。',
      'Sign with a passkey (grade B) or a text-message code (grade C).',
    ],
  },
  'AGR-30': {
    happened: [
      '这不是一份完好的密封协议：结构不符，或密封之后又被追加、截断。',
      'This is no intact sealed agreement: its structure differs, or something was appended or cut off after sealing.',
    ],
    remedy: [
      '不要据此履行。请向收单机构或在“我的办理”里重新下载原件。',
      'Do not rely on it. Download the original again from the acquirer or from your case.',
    ],
  },
  'AGR-31': {
    happened: [
      '文件里有密封时没有的字节，或有字节被改动。',
      'The file holds bytes that were not there when it was sealed, or some were changed.',
    ],
    remedy: ['不要据此履行，请重新下载原件。', 'Do not rely on it; download the original again.'],
  },
  'AGR-32': {
    happened: ['密封的签名数据已损坏。', 'The seal’s signature data are damaged.'],
    remedy: ['不要据此履行，请重新下载原件。', 'Do not rely on it; download the original again.'],
  },
  'AGR-33': {
    happened: ['文件内容与收单机构密封时不一致。', 'The content is not what the acquirer sealed.'],
    remedy: ['不要据此履行，请重新下载原件。', 'Do not rely on it; download the original again.'],
  },
  'AGR-34': {
    happened: ['密封不是用所附证书的密钥做的。', 'The seal was not made with the key of its certificate.'],
    remedy: ['不要据此履行，请向收单机构核实。', 'Do not rely on it; ask the acquirer.'],
  },
  'AGR-35': {
    happened: ['密封时证书不在有效期内。', 'The certificate was not valid when it sealed.'],
    remedy: [
      '请向收单机构索要用有效证书密封的文件。',
      'Ask the acquirer for a file sealed with a valid certificate.',
    ],
  },
  'AGR-36': {
    happened: ['时间戳没有通过核对。', 'The time stamp does not hold.'],
    remedy: ['密封时间不可采信，请向收单机构核实。', 'The time of sealing is not proven; ask the acquirer.'],
  },
  'AGR-37': {
    happened: ['文件开头与商户签署的文件不一致。', 'The beginning is not the file the merchant signed.'],
    remedy: ['不要据此履行，请重新下载原件。', 'Do not rely on it; download the original again.'],
  },
  'AGR-38': {
    happened: ['商户的签署证据对不上这份文件。', 'The merchant’s evidence does not stand for this document.'],
    remedy: ['不要据此履行，请向收单机构核实。', 'Do not rely on it; ask the acquirer.'],
  },
  'AGR-39': {
    happened: [
      '密封证书不是您指定信任的证书，也不是由其签发。',
      'The sealing certificate is neither one you named as trusted nor issued by one.',
    ],
    remedy: [
      '请向收单机构索要其证书指纹并核对。',
      'Get the fingerprint of its certificate from the acquirer and compare.',
    ],
  },
  'AGR-60': {
    happened: [
      '签署证书写的是“{holder}”，不是这家收单机构的登记名称“{registered}”，不能密封。',
      'The signing certificate names “{holder}”, not this acquirer’s registered name “{registered}”, and cannot seal.',
    ],
    remedy: [
      '请运维人员换成以登记名称签发的证书（SIGNING_P12）；名称变更过的，先更正登记的机构名称。',
      'Let the operator install a certificate issued to the registered name (SIGNING_P12), or put the registered name right if it has changed.',
    ],
  },
  'AGR-65': {
    happened: [
      '补充协议没有说清变更哪份协议：证据里写的与双方签署的文件不一致。',
      'It is unclear which agreement this changes: the evidence names another than the file both signed.',
    ],
    remedy: ['不要据此履行，请向收单机构核实。', 'Do not rely on it; ask the acquirer.'],
  },
} as const
